using CLiKA.Languages;
using CLiKA.Metrics;
using CLiKA.Reporting.Figures;
using ScottPlot;

namespace CLiKA.Reporting.Families;

/// <summary>A comparison of a family of models as a bar chart: bars grouped by language, one colour per model.</summary>
public static class FamilyFigure
{
    private const int Width = 900;
    private const int Height = 320;
    private const double GroupWidth = 0.85;

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
        var palette = new ScottPlot.Palettes.ColorblindFriendly();
        foreach (var (index, member) in members.Index())
        {
            var offset = ((index + 0.5) / members.Count) - 0.5;
            var bars = plot.Add.Bars(languages.Index().Select(language => new Bar
            {
                Position = language.Index + (offset * GroupWidth),
                Value = member.At(level, language.Item) ?? 0,
                Size = GroupWidth / members.Count,
                FillColor = palette.GetColor(index),
                LineWidth = 0,
            }).ToArray());
            bars.LegendText = member.Measurement.Model;
        }

        if (chance is { } level0)
        {
            plot.Add.HorizontalLine(level0, 1, Colors.Black, LinePattern.Dashed).LegendText = "guessing";
        }

        plot.Axes.Bottom.SetTicks([.. languages.Select((_, index) => (double)index)], [.. languages.Select(language => language.Code)]);

        // Re-scaled accuracy may exceed 1.
        var highest = members.SelectMany(member => languages.Select(language => member.At(level, language))).Max() ?? 0;
        plot.Axes.SetLimitsY(0, 1.05 * Math.Max(1, highest));
        plot.Title(title);
        plot.ShowLegend(Edge.Right);
        FigureFile.WriteSvg(path, plot, Width, Height);
    }
}
