using CLiKA.Answers;
using CLiKA.Languages;

namespace CLiKA.Measurements.Repeats;

/// <summary>A question that was answered otherwise when it was asked in another way.</summary>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Language">The language.</param>
/// <param name="Item">Id of the item.</param>
/// <param name="Usual">The answer as the model is usually asked.</param>
/// <param name="Other">The answer in the other way.</param>
public sealed record ChangedAnswer(string ProbeSet, Language Language, string Item, Answer Usual, Answer Other)
{
    /// <summary>
    /// The larger of the two margins between first and second option: what digits alone must have moved for the answer to change. Null where
    /// an answer has no margin, as one in words, or one that names no option.
    /// </summary>
    public double? Margin => Usual.Margin is { } usual && Other.Margin is { } other ? Math.Max(usual, other) : null;
}
