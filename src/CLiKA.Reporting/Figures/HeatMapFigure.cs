using CLiKA.Metrics;
using CLiKA.Reporting.Pages;
using ScottPlot;
using ScottPlot.Hatches;

namespace CLiKA.Reporting.Figures;

/// <summary>
/// A heat map of one level of a model: languages across and probe sets down, or transposed if there are many languages; cells in which one letter
/// takes almost all answers are hatched.
/// </summary>
internal static class HeatMapFigure
{
    private const int LanguageWidth = 58;
    private const int SetWidth = 110;
    private const int CellHeight = 36;
    private const int LeastLeft = 130;
    private const int Right = 20;
    private const int Above = 50;
    private const int Below = 40;
    private const double Gap = 0.03;
    private const int LabelSize = 14;
    private const int Margin = 16;

    /// <summary>Draws the figure.</summary>
    /// <param name="path">Path of the files, without an extension.</param>
    /// <param name="model">The model.</param>
    /// <param name="level">Performance or Consistency.</param>
    public static void Write(string path, PageModel model, Level level)
    {
        using var plot = new Plot();
        FigureFont.Use(plot);
        var (languages, sets) = (model.LanguagesOf(level), model.Report.Received.ProbeSets);
        var isTall = languages.Length > LanguagesAcross.Most;
        string[] codes = [.. languages.Select(language => language.Code)];
        string[] names = [.. sets.Select(set => set.ProbeSet)];
        var (across, down, leastWidth) = isTall ? (names, codes, SetWidth) : (codes, names, LanguageWidth);
        var title = $"{model.Name}: {(level == Level.Performance ? "RA" : "en-CO")}";

        // Wide enough for the labels and the title, which are centred on what they label.
        var width = Math.Max(leastWidth, Math.Max(Widest(across), FigureFont.WidthOf(title, FigureFont.TitleSize) / across.Length));
        var left = Math.Max(LeastLeft, Widest(down));
        foreach (var (place, set) in sets.Index())
        {
            foreach (var (number, language) in languages.Index())
            {
                if (model.Cell(set, language) is { } cell)
                {
                    var (column, row) = isTall ? (place, number) : (number, place);
                    Draw(plot, cell, level, column, down.Length - 1 - row);
                }
            }
        }

        plot.HideGrid();
        plot.Axes.SetLimits(-0.5, across.Length - 0.5, -0.5, down.Length - 0.5);
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.Axes.Bottom.SetTicks([.. across.Select((_, column) => (double)column)], across);
        plot.Axes.Left.SetTicks([.. down.Select((_, row) => (double)(down.Length - 1 - row))], down);
        foreach (var axis in (IAxis[])[plot.Axes.Bottom, plot.Axes.Left])
        {
            axis.FrameLineStyle.Width = 0;
            axis.MajorTickStyle.Length = 0;
            axis.TickLabelStyle.FontSize = LabelSize;
        }

        plot.Layout.Fixed(new PixelPadding(left, Right, Below, Above));
        plot.Title(title, FigureFont.TitleSize);
        FigureFile.Write(path, plot, left + Right + (width * across.Length), Above + Below + (CellHeight * down.Length));
    }

    private static int Widest(IEnumerable<string> labels) => Margin + labels.Max(label => FigureFont.WidthOf(label, LabelSize));

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
