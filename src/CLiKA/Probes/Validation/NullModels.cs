using System.Collections.Immutable;

namespace CLiKA.Probes.Validation;

/// <summary>
/// Baseline models that never see a question: whatever they reach above chance is revealed by the options. Both learn from nine tenths of the items
/// what distinguishes right options, and are tested on the remaining tenth (ten-fold cross-validation; folds are assigned by position).
/// </summary>
public static class NullModels
{
    private const int Folds = 10;
    private const int LongestPiece = 3;

    /// <summary>
    /// Returns the accuracy of a naive Bayes model that sees only the options: their whole text and all their character n-grams up to length three.
    /// </summary>
    /// <param name="items">The items of one language.</param>
    /// <returns>Accuracy, in [0, 1]; tied options share the point.</returns>
    public static double OptionsOnly(ImmutableArray<ProbeItem> items)
    {
        var pieces = items.Select(item => item.Options.Select(PiecesOf).ToList()).ToList();
        return CrossValidate(items.Length, training =>
        {
            var weights = Weigh(items, pieces, training);
            return item =>
            {
                var scores = pieces[item].ConvertAll(option => option.Sum(piece => weights.GetValueOrDefault(piece)));
                var tied = scores.Count(score => score == scores.Max());
                return scores[items[item].Gold] == scores.Max() ? 1.0 / tied : 0;
            };
        });
    }

    /// <summary>
    /// Returns the accuracy of a model that sees only the lengths of the options: it picks the rank (shortest, second, ... longest) that was right
    /// most often among items with as many options.
    /// </summary>
    /// <param name="items">The items of one language.</param>
    /// <returns>Accuracy, in [0, 1]; options of the same length share the point.</returns>
    public static double LengthsOnly(ImmutableArray<ProbeItem> items)
    {
        var shares = items.Select(RankShares).ToList();
        return CrossValidate(items.Length, training =>
        {
            var best = training.GroupBy(item => items[item].Options.Length).ToDictionary(
                group => group.Key,
                group => Enumerable.Range(0, group.Key).MaxBy(rank => group.Sum(item => shares[item][rank])));
            return item => shares[item][best.GetValueOrDefault(items[item].Options.Length)];
        });
    }

    private static double CrossValidate(int count, Func<List<int>, Func<int, double>> learn)
    {
        var items = Enumerable.Range(0, count).ToList();
        return Enumerable.Range(0, Folds).Sum(fold =>
        {
            var model = learn(items.FindAll(item => item % Folds != fold));
            return items.Where(item => item % Folds == fold).Sum(model);
        }) / count;
    }

    private static Dictionary<string, double> Weigh(
        ImmutableArray<ProbeItem> items, List<List<HashSet<string>>> pieces, List<int> training)
    {
        var counts = new Dictionary<string, (int Right, int Wrong)>(StringComparer.Ordinal);
        var (right, wrong) = (0, 0);
        foreach (var (item, option) in training.SelectMany(item => pieces[item].Select((_, option) => (item, option))))
        {
            var isRight = items[item].Gold == option;
            (right, wrong) = isRight ? (right + 1, wrong) : (right, wrong + 1);
            foreach (var piece in pieces[item][option])
            {
                var (before, otherwise) = counts.GetValueOrDefault(piece);
                counts[piece] = isRight ? (before + 1, otherwise) : (before, otherwise + 1);
            }
        }

        // One pseudo-count, split like all options between right and wrong, so that an unseen n-gram has weight 0.
        var prior = (double)right / Math.Max(1, right + wrong);
        return counts.ToDictionary(
            pair => pair.Key,
            pair => Math.Log((pair.Value.Right + prior) / (pair.Value.Wrong + 1 - prior) * (1 - prior) / prior));
    }

    private static HashSet<string> PiecesOf(string option)
    {
        var text = Folding.Fold(option);
        var pieces = new HashSet<string>(StringComparer.Ordinal) { $"={text}" };
        for (var length = 1; length <= LongestPiece; length++)
        {
            pieces.UnionWith(Folding.Pieces(text, length));
        }

        return pieces;
    }

    // The probability of each rank for the right option, where options of equal length are ordered at random.
    private static double[] RankShares(ProbeItem item)
    {
        var lengths = item.Options.Select(option => option.EnumerateRunes().Count()).ToList();
        var shorter = lengths.Count(length => length < lengths[item.Gold]);
        var equal = lengths.Count(length => length == lengths[item.Gold]);
        return [.. Enumerable.Range(0, lengths.Count).Select(rank => rank >= shorter && rank < shorter + equal ? 1.0 / equal : 0)];
    }
}
