using CLiKA.Languages;
using CLiKA.Statistics;

namespace CLiKA.Measurements.Noise;

/// <summary>How far one (probe set, language) cell moved when the same weights were asked in another way.</summary>
/// <param name="Language">The language.</param>
/// <param name="Items">How many items were answered, at least 1.</param>
/// <param name="Variant">The way of asking; null where it is one of several of which none changed an answer.</param>
/// <param name="Discordant">How many items were answered otherwise, by whatever option.</param>
/// <param name="Lost">How many of them were right before.</param>
/// <param name="Won">How many of them are right now.</param>
/// <param name="Margins">
/// By how much, in scores, the first option led the second where an answer changed: the smallest lead and the largest. Null where none
/// changed, or where the answerer returns no scores.
/// </param>
public sealed record CellNoise(Language Language, int Items, string? Variant, int Discordant, int Lost, int Won, Interval? Margins)
{
    /// <summary>Change of accuracy, in [-1, 1].</summary>
    public double Change => (double)(Won - Lost) / Items;

    /// <summary>Share of items that were answered otherwise, in [0, 1].</summary>
    public double Share => (double)Discordant / Items;

    /// <summary>Compares a cell with the same cell asked in another way.</summary>
    /// <param name="variant">The way of asking.</param>
    /// <param name="reference">The cell as it is asked for the gate.</param>
    /// <param name="other">The cell asked in the other way.</param>
    /// <returns>What moved.</returns>
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
