using System.Collections.Immutable;

namespace CLiKA.Measurements.Repeats;

/// <summary>The result of asking some questions again in another way that should change no answer.</summary>
/// <param name="Way">The way, as a sentence continues after "asked": <c>with 200 tokens a batch and 1 thread</c>.</param>
/// <param name="Asked">Number of questions that were asked again, at least one.</param>
/// <param name="Tolerance">
/// Largest difference in log-probability between the two ways that rounding explains, in nats, at least 0; 0 where results are bit-identical.
/// </param>
/// <param name="SmallestMargin">
/// The smallest margin between the first and the second option among all repeated questions, asked in the usual way; null where answers have none.
/// </param>
/// <param name="LargestMove">The largest change in an option's log-probability, in nats; null where answers have none.</param>
/// <param name="Changed">The answers that changed, in the order in which they were asked.</param>
public sealed record Repetition(
    string Way, int Asked, double Tolerance, double? SmallestMargin, double? LargestMove, ImmutableArray<ChangedAnswer> Changed)
{
    /// <summary>The smallest margin among the answers that changed; null where none did, or none of them has one.</summary>
    public double? SmallestChangedMargin => Changed.Min(change => change.Margin);

    /// <summary>
    /// The changed answers that rounding does not explain: one of the options that changed places moved by more than the tolerance.
    /// </summary>
    public IEnumerable<ChangedAnswer> Unexplained => Changed.Where(change => !IsExplained(change));

    /// <summary>Returns whether rounding explains a changed answer.</summary>
    /// <param name="change">The answer.</param>
    /// <returns>
    /// Whether neither of the options that changed places moved by more than the tolerance; false for an answer without log-probabilities. Scores
    /// would not do: they may be in nats, or in nats per token or byte.
    /// </returns>
    public bool IsExplained(ChangedAnswer change) => change.Move <= Tolerance;
}
