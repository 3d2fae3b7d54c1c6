using CLiKA.Metrics;
using CLiKA.Reporting.Pages;
using ScottPlot;
using ScottPlot.Hatches;

namespace CLiKA.Reporting.Figures;

/// <summary>One level of one model: languages across, probe sets down; hatched where one letter takes almost all answers.</summary>
internal static class HeatMapFigure
{
    private const int CellWidth = 58;
    private const int CellHeight = 36;
    private const int Left = 130;
    private const int Right = 20;
    private const int Above = 50;
    private const int Below = 40;
    private const double Gap = 0.03;

    /// <summary>Draws the figure.</summary>
    /// <param name="path">Path of the files, without an extension.</param>
    /// <param name="model">The model.</param>
    /// <param name="level">Performance or Consistency.</param>
    public static void Write(string path, PageModel model, Level level)
    {
        using var plot = new Plot();
        FigureFont.Use(plot);
        var (languages, sets) = (model.LanguagesOf(level), model.Report.Received.ProbeSets);
        foreach (var (row, set) in sets.Index())
        {
            foreach (var (column, language) in languages.Index())
            {
                if (model.Cell(set, language) is { } cell)
                {
                    Draw(plot, cell, level, column, sets.Length - 1 - row);
                }
            }
        }

        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, languages.Length - 0.5, -0.5, sets.Length - 0.5);
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.Axes.Bottom.SetTicks(
            [.. languages.Select((_, column) => (double)column)], [.. languages.Select(language => language.Code)]);
        plot.Axes.Left.SetTicks(
            [.. sets.Select((_, row) => (double)(sets.Length - 1 - row))], [.. sets.Select(set => set.ProbeSet)]);
        foreach (var axis in (IAxis[])[plot.Axes.Bottom, plot.Axes.Left])
        {
            axis.FrameLineStyle.Width = 0;
            axis.MajorTickStyle.Length = 0;
            axis.TickLabelStyle.FontSize = 14;
        }

        plot.Layout.Fixed(new PixelPadding(Left, Right, Below, Above));
        plot.Title($"{model.Name}: {(level == Level.Performance ? "RA" : "en-CO")}", 16);
        FigureFile.Write(path, plot, Left + Right + (CellWidth * languages.Length), Above + Below + (CellHeight * sets.Length));
    }

    private static void Draw(Plot plot, PageCell cell, Level level, int column, int row)
    {
        var shade = cell.ShadeAt(level);
        var box = plot.Add.Rectangle(column - 0.5 + Gap, column + 0.5 - Gap, row - 0.5 + Gap, row + 0.5 - Gap);
        box.FillColor = shade is { } share ? FigureColours.Of(share) : Colors.White;
        box.LineWidth = shade is null ? 1 : 0;
        box.LineColor = FigureColours.Faint;
        if (cell.Received.IsDegenerate)
        {
            box.FillHatch = new Striped(StripeDirection.DiagonalUp);
            box.FillHatchColor = FigureColours.Faint;
        }

        var text = plot.Add.Text(cell.TextAt(level), column, row);
        text.Alignment = Alignment.MiddleCenter;
        text.LabelFontSize = 13;
        text.LabelFontColor = FigureColours.InkOn(shade ?? 0);
    }
}
