using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Measurements.Taught;
using CLiKA.Reporting.Pages;
using ScottPlot;

namespace CLiKA.Reporting.Figures;

/// <summary>Conductivity of a model in a world: XRR by language with its interval, the baseline's beside it, and the line of chance.</summary>
internal static class RetrievalFigure
{
    private const int ColumnWidth = 110;
    private const int LeastWidth = 360;
    private const int Height = 300;
    private const int Left = 60;

    /// <summary>Draws the figure.</summary>
    /// <param name="path">Path of the files, without an extension.</param>
    /// <param name="name">Name of the model.</param>
    /// <param name="world">The model's measurement in the world.</param>
    /// <param name="judgement">The judgement on it.</param>
    public static void Write(string path, string name, ConductivityMeasurement world, ConductivityJudgement judgement)
    {
        using var plot = new Plot();
        FigureFont.Use(plot);
        var way = judgement.Cells.FirstOrDefault(cell => cell.World == world.World)?.Way ?? world.Cells[0].Ways.First();
        var highest = world.Facts.Chance;
        foreach (var (column, cell) in world.Cells.Index())
        {
            highest = Math.Max(highest, Draw(plot, cell, way, column, judgement.Cell(world.World, cell.Language)));
        }

        plot.Add.HorizontalLine(world.Facts.Chance, 1, FigureColours.Muted, LinePattern.Dashed);
        var axis = PageAxis.FromZero([highest]);
        plot.Axes.SetLimits(-0.6, world.Cells.Length - 0.4, 0, axis.High * 1.02);
        plot.Axes.Left.SetTicks([.. axis.Ticks], [.. axis.Ticks.Select(tick => ReportNumber.Share(tick))]);
        plot.Axes.Bottom.SetTicks(
            [.. world.Cells.Select((_, column) => (double)column)], [.. world.Cells.Select(cell => Label(cell, way))]);
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.HideGrid();
        plot.YLabel($"XRR by {EnumName.Of(way)}", 12);
        var hasSeeds = world.Cells.Any(cell => cell.Teachings.Length > 1);
        plot.XLabel($"95% interval{(hasSeeds ? ", or spread over seeds" : string.Empty)}; open circles: the baseline; dashed: guessing", 12);
        var title = $"{name}: conductivity in {world.World}";
        plot.Title(title, FigureFont.TitleSize);
        FigureFile.Write(
            path, plot, Left + Math.Max(LeastWidth, Math.Max(ColumnWidth * world.Cells.Length, FigureFont.WidthOf(title, FigureFont.TitleSize))), Height);
    }

    private static string Label(ConductivityCell cell, RetrievalWay way) =>
        !cell.Ways.Contains(way) ? $"{cell.Language.Code}\nnot asked"
        : cell.IsTaught(way) ? cell.Language.Code
        : $"{cell.Language.Code}\nnot taught";

    // Returns the highest point drawn. What is not taught has no value, on either side.
    private static double Draw(Plot plot, ConductivityCell cell, RetrievalWay way, int column, ConductivityComparison? comparison)
    {
        var before = MeanOf(comparison?.Baseline, way);
        if (before is { } earlier)
        {
            plot.Add.Marker(column - 0.15, earlier, MarkerShape.OpenCircle, 9, FigureColours.Muted);
        }

        if (MeanOf(cell, way) is not { } mean)
        {
            return before ?? 0;
        }

        var ends = PageRetrieval.IntervalOf(cell, way);
        if (ends is { } interval)
        {
            plot.Add.Line(column, interval.Low, column, interval.High).LineStyle = new LineStyle(2, FigureColours.Muted);
        }

        var colour = comparison?.Verdict switch
        {
            ConductivityVerdict.Regressed => FigureColours.Regressed,
            ConductivityVerdict.Improved => FigureColours.Improved,
            _ => FigureColours.Ink,
        };
        plot.Add.Marker(column, mean, MarkerShape.FilledCircle, 9, colour);
        return Math.Max(ends?.High ?? mean, before ?? 0);
    }

    private static double? MeanOf(ConductivityCell? cell, RetrievalWay way) => cell?.Ways.Contains(way) == true ? cell.Mean(way) : null;
}
