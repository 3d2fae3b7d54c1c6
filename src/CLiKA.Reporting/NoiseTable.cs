using System.Globalization;
using System.Text;
using CLiKA.Input;
using CLiKA.Measurements.Noise;

namespace CLiKA.Reporting;

/// <summary>How far a model's answers move when the same questions are asked in other ways: languages across, metrics down.</summary>
public static class NoiseTable
{
    /// <summary>Renders the noise of a model.</summary>
    /// <param name="noise">The noise.</param>
    /// <param name="folder">Path of the model's folder.</param>
    /// <returns>Lines of text, each ended by a newline.</returns>
    public static string Render(ModelNoise noise, string folder)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Noise of {noise.Model}: model at {ShownPath.Of(folder)}\non {noise.Device}\n");
        foreach (var set in noise.ProbeSets)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"\n  {set.ProbeSet}: {set.Kinds[0].Cells[0].Items} items, {set.Fingerprint.Scoring}\n");
            foreach (var kind in set.Kinds)
            {
                Append(text, kind);
            }
        }

        foreach (var (kind, reason) in noise.NotMeasured)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nNot measured: {EnumName.Of(kind)}. {reason}\n");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, KindNoise kind)
    {
        var title = $"{NoiseSummary.Phrase(kind.Kind)} ({string.Join(", ", kind.Variants)})";
        if (kind.Cells.All(cell => cell.Discordant == 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {title}: no answer changed\n");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"  {title}:\n");
        var grid = new TextGrid();
        grid.Add(string.Empty, kind.Cells.Select(cell => cell.Language.Code));
        grid.Add("discordant", kind.Cells.Select(cell => cell.Share.ToString("0.0%", CultureInfo.InvariantCulture)));
        grid.Add("won", kind.Cells.Select(cell => $"+{cell.Won}"));
        grid.Add("lost", kind.Cells.Select(cell => $"-{cell.Lost}"));
        grid.Add("points", kind.Cells.Select(cell => ReportNumber.Points(cell.Change)));
        if (kind.Cells.Any(cell => cell.Margins is not null))
        {
            grid.Add("min margin", kind.Cells.Select(cell => cell.Margins?.Low.ToString("G2", CultureInfo.InvariantCulture) ?? "–"));
        }

        text.Append(grid);
        if (kind.Variants.Length > 1)
        {
            foreach (var ofVariant in kind.Cells.Where(cell => cell.Variant is not null).GroupBy(cell => cell.Variant))
            {
                text.Append(
                    CultureInfo.InvariantCulture, $"  worst by {ofVariant.Key}: {string.Join(' ', ofVariant.Select(cell => cell.Language))}\n");
            }
        }

        text.Append("  over all languages: ").AppendJoin(", ", kind.Pools.Select(Describe)).Append('\n');
    }

    private static string Describe(PoolNoise pool)
    {
        var variant = pool.Variant is null ? string.Empty : $" ({pool.Variant})";
        return $"{JudgementSummary.MetricOf(pool.Level)} {ReportNumber.Points(pool.Change)} points{variant}";
    }
}
