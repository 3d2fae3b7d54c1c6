using System.Globalization;
using System.Text;
using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Measurements.Taught;

namespace CLiKA.Reporting;

/// <summary>Conductivity as a table: languages across, and down, for each way of retrieval, the cross-retrieval ratio and its components.</summary>
public static class ConductivityTable
{
    /// <summary>Renders a model's measurement in a world and the judgement on it.</summary>
    /// <param name="measurement">The measurement.</param>
    /// <param name="judgement">The judgement; null if there is none.</param>
    /// <returns>Lines of text, each ended by a newline.</returns>
    public static string Render(ConductivityMeasurement measurement, ConductivityJudgement? judgement)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n  conductivity in {measurement.World}: {measurement.Facts.PivotOnly.Count(only => only)} facts taught in English only, ");
        text.Append(CultureInfo.InvariantCulture, $"chance {measurement.Facts.Chance:0.00}; ");
        text.Append(CultureInfo.InvariantCulture, $"{measurement.Prior.Right} of {measurement.Prior.Asked} facts right before teaching\n");
        var grid = new TextGrid();
        grid.Add(string.Empty, measurement.Cells.Select(cell => cell.Language.Code));
        foreach (var way in measurement.Cells.SelectMany(cell => cell.Ways).Distinct())
        {
            AddRows(grid, measurement, way);
        }

        var comparisons = measurement.Cells.Select(cell => judgement?.Cell(measurement.World, cell.Language)).ToList();
        if (comparisons.Exists(comparison => Mark(comparison).Length > 0))
        {
            grid.Add(string.Empty, comparisons.Select(Mark));
        }

        text.Append(grid);
        foreach (var shortfall in measurement.Cells.SelectMany(ConductivitySummary.Shortfalls))
        {
            text.Append("  ").Append(shortfall).Append('\n');
        }

        return text.ToString();
    }

    private static void AddRows(TextGrid grid, ConductivityMeasurement measurement, RetrievalWay way)
    {
        var several = measurement.Cells.Any(cell => cell.Teachings.Length > 1);
        Add($"XRR by {EnumName.Of(way)}", cell => cell.Mean(way), missing: "not taught");
        if (several)
        {
            Add("  spread over seeds", cell => cell.Spread(way));
        }
        else
        {
            Add("  95% from", cell => cell.By(way)[0].CrossRetrievalInterval?.Low);
            Add("  to", cell => cell.By(way)[0].CrossRetrievalInterval?.High);
        }

        Add("  chance-corrected", cell => Mean(cell, way, result => result.ChanceCorrected));
        Add("  accuracy", cell => Mean(cell, way, result => result.Accuracy));

        void Add(string label, Func<ConductivityCell, double?> value, string missing = ReportNumber.Undefined) => grid.Add(
            label,
            measurement.Cells.Select(cell => !cell.Ways.Contains(way) ? "not asked" : value(cell) is { } number ? ReportNumber.Share(number) : missing));
    }

    private static double? Mean(ConductivityCell cell, RetrievalWay way, Func<TeachingResult, double?> value) =>
        cell.IsTaught(way) ? cell.By(way).Average(value) : null;

    private static string Mark(ConductivityComparison? comparison) => comparison switch
    {
        null => string.Empty,
        { Fails: true } => "▼",
        { Verdict: ConductivityVerdict.Improved or ConductivityVerdict.NowTaught } => "▲",
        _ => string.Empty,
    };
}
