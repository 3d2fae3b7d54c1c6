using CLiKA.Baselines.Judging;
using CLiKA.Reporting.Pages;
using ScottPlot;

namespace CLiKA.Reporting.Figures;

/// <summary>
/// All cells of a model against its baseline: the change of accuracy in percentage points with its 95% confidence interval, and the margin.
/// </summary>
internal static class ChangeFigure
{
    private const int LeastWidth = 430;
    private const int RowHeight = 18;
    private const int LeastLeft = 170;
    private const int Right = 20;
    private const int Below = 60;
    private const int Above = 44;
    private const int LabelSize = 12;

    /// <summary>Draws the figure.</summary>
    /// <param name="path">Path of the files, without an extension.</param>
    /// <param name="model">The model, with at least one compared cell.</param>
    public static void Write(string path, PageModel model)
    {
        using var plot = new Plot();
        FigureFont.Use(plot);
        var cells = model.Cells.Where(cell => cell.Comparison is not null).ToList();
        string[] labels = [.. cells.Select(cell => $"{cell.ProbeSet}, {cell.Language}")];
        var title = $"{model.Name}: change against the baseline";

        // Wide enough for the labels and the title.
        var left = Math.Max(LeastLeft, 16 + labels.Max(label => FigureFont.WidthOf(label, LabelSize)));
        var width = Math.Max(LeastWidth, FigureFont.WidthOf(title, FigureFont.TitleSize));
        var margin = model.Report.Judgement.Policy.MinimumDrop * 100;
        plot.Add.HorizontalSpan(-margin, margin, FigureColours.Faint.WithAlpha(0.6)).LineStyle.Width = 0;
        plot.Add.VerticalLine(0, 1, FigureColours.Muted);
        foreach (var (index, cell) in cells.Index())
        {
            Draw(plot, cell, cells.Count - 1 - index);
        }

        var axis = model.ChangeAxis;
        plot.Axes.SetLimits(axis.Low * 100, axis.High * 100, -0.7, cells.Count - 0.3);

        // An en dash, because the font lacks a minus sign and would show a loss as a gain.
        plot.Axes.Bottom.SetTicks(
            [.. axis.Ticks.Select(tick => tick * 100)], [.. axis.Ticks.Select(tick => $"{tick * 100:+0;–0;0}")]);
        plot.Axes.Left.SetTicks(
            [.. cells.Select((_, index) => (double)(cells.Count - 1 - index))], labels);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.TickLabelStyle.FontSize = LabelSize;
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.HideGrid();
        plot.XLabel("change of accuracy in points, with its 95% interval; the band is the margin", 12);
        plot.Layout.Fixed(new PixelPadding(left, Right, Below, Above));
        plot.Title(title, FigureFont.TitleSize);
        FigureFile.Write(path, plot, left + width + Right, Above + Below + (RowHeight * cells.Count));
    }

    private static void Draw(Plot plot, PageCell cell, int row)
    {
        var colour = cell.Comparison!.Verdict switch
        {
            CellVerdict.Regressed => FigureColours.Regressed,
            CellVerdict.Improved => FigureColours.Improved,
            _ => FigureColours.Muted,
        };
        if (cell.ChangeInterval is { } ends)
        {
            plot.Add.Line(ends.Low * 100, row, ends.High * 100, row).LineStyle = new LineStyle(2, colour);
        }

        plot.Add.Marker(cell.Comparison.Change * 100, row, MarkerShape.FilledCircle, 8, colour);
    }
}
