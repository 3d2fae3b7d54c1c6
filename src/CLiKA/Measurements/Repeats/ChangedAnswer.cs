using CLiKA.Answers;
using CLiKA.Languages;

namespace CLiKA.Measurements.Repeats;

/// <summary>A question whose answer changed when it was asked in another way.</summary>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Language">The language.</param>
/// <param name="Item">Id of the item.</param>
/// <param name="Usual">The answer when the model is asked in the usual way.</param>
/// <param name="Other">The answer when it is asked in the other way.</param>
public sealed record ChangedAnswer(string ProbeSet, Language Language, string Item, Answer Usual, Answer Other)
{
    /// <summary>
    /// The larger of the two margins between the first and the second option, in scores. Null where an answer has no margin: one given in words, or
    /// one that names no option.
    /// </summary>
    public double? Margin => Usual.Margin is { } usual && Other.Margin is { } other ? Math.Max(usual, other) : null;

    /// <summary>
    /// The larger of the two changes in log-probability, in nats, of the options that changed places. Null where there is none: for an answer given
    /// in words, or one that names no option.
    /// </summary>
    public double? Move => Usual.Choice is { } before && Other.Choice is { } now && MoveOf(before) is { } ofBefore && MoveOf(now) is { } ofNow
        ? Math.Max(ofBefore, ofNow)
        : null;

    private double? MoveOf(int option) => option < Usual.LogProbabilities.Length && option < Other.LogProbabilities.Length
        ? Math.Abs(Usual.LogProbabilities[option] - Other.LogProbabilities[option])
        : null;
}
