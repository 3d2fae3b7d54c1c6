using CLiKA.Languages;
using CLiKA.Statistics;

namespace CLiKA.Measurements.Noise;

/// <summary>The noise of one (probe set, language) cell: how far it moved when the same weights were asked in another way.</summary>
/// <param name="Language">The language.</param>
/// <param name="Items">Number of items, at least 1.</param>
/// <param name="Variant">The way of asking; null where several were tried and none changed an answer.</param>
/// <param name="Discordant">Number of items whose answer changed, to whatever option.</param>
/// <param name="Lost">Number of those that were right before and are wrong now.</param>
/// <param name="Won">Number of those that were wrong before and are right now.</param>
/// <param name="Margins">
/// Smallest and largest margin, in scores, between the first and the second option over the items whose answer changed. Null where none changed, or
/// where the answerer returns no scores.
/// </param>
public sealed record CellNoise(Language Language, int Items, string? Variant, int Discordant, int Lost, int Won, Interval? Margins)
{
    /// <summary>Change of accuracy, in [-1, 1].</summary>
    public double Change => (double)(Won - Lost) / Items;

    /// <summary>Share of items whose answer changed, in [0, 1].</summary>
    public double Share => (double)Discordant / Items;

    /// <summary>Compares a cell with the same cell asked in another way.</summary>
    /// <param name="variant">The way of asking.</param>
    /// <param name="reference">The cell as the gate asks it.</param>
    /// <param name="other">The cell asked in the other way.</param>
    /// <returns>The noise.</returns>
    internal static CellNoise Between(string variant, LanguageMeasurement reference, LanguageMeasurement other)
    {
        var changed = Enumerable.Range(0, reference.Count)
            .Where(item => !reference.Answers[item].ChoosesAs(other.Answers[item])).ToList();
        List<double> margins = [.. changed.Select(item => reference.Answers[item].Margin).OfType<double>()];
        return new CellNoise(
            reference.Language,
            reference.Count,
            changed.Count == 0 ? null : variant,
            changed.Count,
            changed.Count(item => reference.IsCorrect[item]),
            changed.Count(item => other.IsCorrect[item]),
            margins.Count == 0 ? null : new Interval(margins.Min(), margins.Max()));
    }
}
