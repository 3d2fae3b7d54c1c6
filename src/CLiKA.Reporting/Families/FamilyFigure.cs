using CLiKA.Languages;
using CLiKA.Metrics;
using CLiKA.Reporting.Figures;
using ScottPlot;

namespace CLiKA.Reporting.Families;

/// <summary>A comparison of a family of models as a bar chart: bars grouped by language, one colour per model.</summary>
public static class FamilyFigure
{
    private const int Height = 320;
    private const int LeastWidth = 480;
    private const int LeastGroup = 36;
    private const int LeastBar = 8;
    private const int Beside = 110;
    private const int LabelSize = 12;
    private const double GroupWidth = 0.85;
    private const string Guessing = "guessing";

    /// <summary>Draws one level.</summary>
    /// <param name="path">Path of the SVG file; an existing one is replaced.</param>
    /// <param name="members">The members.</param>
    /// <param name="level">The level.</param>
    /// <param name="languages">The languages.</param>
    /// <param name="title">Title of the figure.</param>
    /// <param name="chance">Expected value of guessing, drawn as a line; null where it is 0 or not defined.</param>
    /// <exception cref="InvalidInputException">The file cannot be written there.</exception>
    public static void Write(
        string path, IReadOnlyList<FamilyMember> members, Level level, IReadOnlyList<Language> languages, string title, double? chance)
    {
        ArgumentNullException.ThrowIfNull(members);
        using var plot = new Plot();
        FigureFont.Use(plot);
        IPalette palette = new ScottPlot.Palettes.ColorblindFriendly();
        palette = members.Count <= palette.Colors.Length ? palette : new ScottPlot.Palettes.Category20();
        foreach (var (index, member) in members.Index())
        {
            var offset = ((index + 0.5) / members.Count) - 0.5;
            var drawn = plot.Add.Bars(languages.Index().Select(language => new Bar
            {
                Position = language.Index + (offset * GroupWidth),
                Value = member.At(level, language.Item) ?? 0,
                Size = GroupWidth / members.Count,
                FillColor = palette.GetColor(index),
                LineWidth = 0,
            }).ToArray());
            drawn.LegendText = member.Measurement.Model;
        }

        if (chance is { } level0)
        {
            plot.Add.HorizontalLine(level0, 1, FigureColours.Muted, LinePattern.Dashed).LegendText = Guessing;
        }

        plot.Axes.Bottom.SetTicks([.. languages.Select((_, index) => (double)index)], [.. languages.Select(language => language.Code)]);

        // Re-scaled accuracy may exceed 1.
        var highest = members.SelectMany(member => languages.Select(language => member.At(level, language))).Max() ?? 0;
        plot.Axes.SetLimitsY(0, 1.05 * Math.Max(1, highest));
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.HideGrid();
        plot.Title(title, FigureFont.TitleSize);
        plot.Legend.FontSize = LabelSize;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.ShowLegend(Edge.Right);

        // The names of the models take nothing from the bars.
        var names = members.Select(member => member.Measurement.Model).Append(Guessing).Max(name => FigureFont.WidthOf(name, LabelSize));
        var bars = Math.Max(LeastWidth, languages.Count * Math.Max(LeastGroup, members.Count * LeastBar));
        FigureFile.WriteSvg(path, plot, Beside + bars + names, Height);
    }
}
