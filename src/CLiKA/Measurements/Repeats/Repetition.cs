using System.Collections.Immutable;

namespace CLiKA.Measurements.Repeats;

/// <summary>What came of asking some questions again in another way that should change no answer.</summary>
/// <param name="Way">The way, as a sentence goes on after "asked": <c>with 200 tokens a batch and 1 thread</c>.</param>
/// <param name="Asked">How many questions were asked again, at least one.</param>
/// <param name="Tolerance">
/// By how much a log-probability may differ between the two ways, in nats, at least 0; 0 where answers are the same to the last bit.
/// </param>
/// <param name="SmallestMargin">
/// The smallest margin between first and second option among all that were asked, as the model is usually asked; null where answers have none.
/// </param>
/// <param name="LargestMove">The most that the log-probability of an option moved, in nats; null where answers have none.</param>
/// <param name="Changed">The answers that changed, in the order in which they were asked.</param>
public sealed record Repetition(
    string Way, int Asked, double Tolerance, double? SmallestMargin, double? LargestMove, ImmutableArray<ChangedAnswer> Changed)
{
    /// <summary>The smallest margin among the answers that changed; null where none did, or none of them has one.</summary>
    public double? SmallestChangedMargin => Changed.Min(change => change.Margin);

    /// <summary>The changed answers that last digits do not explain: an option of those that changed places moved further than they let it.</summary>
    public IEnumerable<ChangedAnswer> Unexplained => Changed.Where(change => !IsExplained(change));

    /// <summary>Whether last digits explain a changed answer.</summary>
    /// <param name="change">The answer.</param>
    /// <returns>
    /// Whether neither of the options that changed places moved by more than the tolerance; never of an answer without log-probabilities. Scores
    /// do not tell: they are of nats, or of nats a token or byte.
    /// </returns>
    public bool IsExplained(ChangedAnswer change) => change.Move <= Tolerance;
}
