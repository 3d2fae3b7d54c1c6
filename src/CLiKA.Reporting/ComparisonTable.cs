using System.Globalization;
using System.Text;
using CLiKA.Baselines;
using CLiKA.Measurements;

namespace CLiKA.Reporting;

/// <summary>Two measurements, cell by cell: what changed, and whether it is more than chance.</summary>
public static class ComparisonTable
{
    /// <summary>Renders a comparison.</summary>
    /// <param name="baseline">What was accepted before; null where nothing was.</param>
    /// <param name="received">What was received.</param>
    /// <param name="judgement">What the judge says.</param>
    /// <returns>Lines of text, each ended by a newline.</returns>
    public static string Render(Measurement? baseline, Measurement received, Judgement judgement)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{baseline?.Model ?? "no baseline"} -> {received.Model}\n");
        var grid = new TextGrid();
        grid.Add("probe set", ["language", "n", "before", "now", "change", "lost", "won", "p (Holm)", string.Empty]);
        foreach (var set in received.ProbeSets)
        {
            var before = baseline?.ProbeSets.FirstOrDefault(candidate => candidate.ProbeSet == set.ProbeSet);
            foreach (var cell in set.Languages)
            {
                grid.Add(set.ProbeSet, Row(before?.In(cell.Language), cell, judgement.Cell(set.ProbeSet, cell.Language)));
            }
        }

        return text.Append(grid).Append(AlignmentTable.Summarise(judgement)).Append('\n').ToString();
    }

    private static IEnumerable<string> Row(LanguageMeasurement? before, LanguageMeasurement now, CellComparison? comparison)
    {
        var (culture, language) = (CultureInfo.InvariantCulture, now.Language);
        string[] known =
        [
            language.Code,
            now.Count.ToString(culture),
            before?.Accuracy.ToString("0.000", culture) ?? "–",
            now.Accuracy.ToString("0.000", culture),
        ];
        string[] compared = comparison is null
            ? []
            :
            [
                (comparison.Change * 100).ToString("+0.0;-0.0;0.0", culture),
                comparison.Lost.Length.ToString(culture),
                comparison.Won.Length.ToString(culture),
                comparison.AdjustedP.ToString("0.0000", culture),
                comparison.Verdict == CellVerdict.Unchanged ? string.Empty : VerdictName.Of(comparison.Verdict),
            ];
        return known.Concat(compared);
    }
}
