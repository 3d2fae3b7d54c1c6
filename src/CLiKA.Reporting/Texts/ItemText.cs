using CLiKA.Answers;
using CLiKA.Probes;

namespace CLiKA.Reporting.Texts;

/// <summary>Questions and answers in words, each on one line.</summary>
public static class ItemText
{
    /// <summary>What an item asks.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The question; in a cause/effect item the premise, and which of the two is asked for.</returns>
    public static string Question(ProbeItem item) =>
        SafeText.Line(item.Premise is null ? item.Question : $"{item.Premise} ({item.Question})");

    /// <summary>An option of an item.</summary>
    /// <param name="item">The item; null where its texts are not at hand.</param>
    /// <param name="option">Index of the option, from 0.</param>
    /// <returns>The option's text, or else its letter.</returns>
    public static string Option(ProbeItem? item, int option) =>
        option < item?.Options.Length ? SafeText.Line(item.Options[option]) : OptionLetter.Of(option).ToString();

    /// <summary>What a model answered to an item.</summary>
    /// <param name="item">The item; null where its texts are not at hand.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>The chosen option, or that there is none.</returns>
    public static string Answer(ProbeItem? item, Answer answer) => answer switch
    {
        { Choice: { } option } => Option(item, option),
        { UnofferedLetter: { } letter } => $"{letter}, which is not offered",
        _ => "no option",
    };

    /// <summary>How two answers to the same item compare.</summary>
    /// <param name="item">The item; null where its texts are not at hand.</param>
    /// <param name="gold">Index of the right option, from 0.</param>
    /// <param name="before">The answer of the baseline; null where there is none.</param>
    /// <param name="now">The answer that was received; null where there is none.</param>
    /// <returns>For example <c>was right, now chooses Italy</c>; null where an answer is missing.</returns>
    public static string? BeforeAndNow(ProbeItem? item, int gold, Answer? before, Answer? now)
    {
        if (before is null || now is null)
        {
            return null;
        }

        return (before.Choice == gold, now.Choice == gold) switch
        {
            (true, true) => "right before and now",
            (true, false) => $"was right, now chooses {Answer(item, now)}",
            (false, true) => $"chose {Answer(item, before)}, now right",
            _ when Answer(item, before) == Answer(item, now) => $"chose {Answer(item, now)} before and now",
            _ => $"chose {Answer(item, before)}, now chooses {Answer(item, now)}",
        };
    }
}
