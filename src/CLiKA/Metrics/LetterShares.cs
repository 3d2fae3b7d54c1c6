using System.Collections.Immutable;

namespace CLiKA.Metrics;

/// <summary>
/// How answers spread over the letters. A model that gives one letter to everything agrees with itself in every language at chance
/// accuracy: its consistency means nothing.
/// </summary>
public static class LetterShares
{
    /// <summary>The share of one letter from which a model counts as degenerate.</summary>
    public const double DegenerateShare = 0.95;

    /// <summary>The share of each letter among all answers.</summary>
    /// <param name="choices">Index of the chosen option of each item; null where the answer is invalid.</param>
    /// <param name="optionCount">How many letters there are: the largest number of options of any item.</param>
    /// <returns>One share for each letter, in [0, 1]; together with the share of invalid answers they make 1.</returns>
    public static ImmutableArray<double> Of(IReadOnlyCollection<int?> choices, int optionCount) =>
        [.. Enumerable.Range(0, optionCount).Select(option => (double)choices.Count(choice => choice == option) / choices.Count)];

    /// <summary>Whether one letter takes almost all answers.</summary>
    /// <param name="shares">The share of each letter.</param>
    /// <returns>Whether a share reaches <see cref="DegenerateShare"/>.</returns>
    public static bool IsDegenerate(IEnumerable<double> shares) => shares.Any(share => share >= DegenerateShare);
}
