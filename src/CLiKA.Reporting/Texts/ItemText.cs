using CLiKA.Answers;
using CLiKA.Probes;

namespace CLiKA.Reporting.Texts;

/// <summary>Formats questions and answers, each on one line.</summary>
public static class ItemText
{
    /// <summary>Returns the question of an item.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The question; for a cause/effect item, the premise and which of the two is asked for.</returns>
    public static string Question(ProbeItem item) =>
        SafeText.Line(item.Premise is null ? item.Question : $"{item.Premise} ({item.Question})");

    /// <summary>Returns an option of an item.</summary>
    /// <param name="item">The item; null if its texts are not available.</param>
    /// <param name="option">Zero-based index of the option.</param>
    /// <returns>The text of the option, or its letter if there is none.</returns>
    public static string Option(ProbeItem? item, int option) =>
        option < item?.Options.Length ? SafeText.Line(item.Options[option]) : OptionLetter.Of(option).ToString();

    /// <summary>Describes a model's answer to an item.</summary>
    /// <param name="item">The item; null if its texts are not available.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>The chosen option, or a note that there is none.</returns>
    public static string Answer(ProbeItem? item, Answer answer) => answer switch
    {
        { Choice: { } option } => Option(item, option),
        { UnofferedLetter: { } letter } => $"{letter}, which is not offered",
        _ => "no option",
    };

    /// <summary>Describes how two answers to the same item compare.</summary>
    /// <param name="item">The item; null if its texts are not available.</param>
    /// <param name="gold">Zero-based index of the correct option.</param>
    /// <param name="before">The baseline's answer; null if there is none.</param>
    /// <param name="now">The received answer; null if there is none.</param>
    /// <returns>For example <c>was right, now chooses Italy</c>; null if an answer is missing.</returns>
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
