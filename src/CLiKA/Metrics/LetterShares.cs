using System.Collections.Immutable;

namespace CLiKA.Metrics;

/// <summary>
/// The distribution of answers over the letters. A model that gives the same letter to everything agrees with itself in every language at chance
/// accuracy: its consistency is meaningless.
/// </summary>
public static class LetterShares
{
    /// <summary>The share of a single letter from which a model counts as degenerate.</summary>
    public const double DegenerateShare = 0.95;

    /// <summary>Returns the share of each letter among all answers.</summary>
    /// <param name="choices">Index of the chosen option of each item; null where the answer is invalid.</param>
    /// <param name="optionCount">Number of letters: the largest number of options of any item.</param>
    /// <returns>One share for each letter, in [0, 1]; together with the share of invalid answers they sum to 1.</returns>
    public static ImmutableArray<double> Of(IReadOnlyCollection<int?> choices, int optionCount) =>
        [.. Enumerable.Range(0, optionCount).Select(option => (double)choices.Count(choice => choice == option) / choices.Count)];

    /// <summary>Returns whether one letter is the answer to almost all items.</summary>
    /// <param name="shares">The share of each letter.</param>
    /// <returns>Whether a share reaches <see cref="DegenerateShare"/>.</returns>
    public static bool IsDegenerate(IEnumerable<double> shares) => shares.Any(share => share >= DegenerateShare);
}
