using System.Text.RegularExpressions;
using CLiKA.Input;
using ScottPlot;

namespace CLiKA.Reporting.Figures;

/// <summary>Writes a plot as SVG and PNG.</summary>
internal static partial class FigureFile
{
    // Pixels per point in the PNG, for high-density screens.
    private const int Scale = 2;

    /// <summary>Writes both files.</summary>
    /// <param name="path">Path of the files, without an extension.</param>
    /// <param name="plot">The plot.</param>
    /// <param name="width">Width in points.</param>
    /// <param name="height">Height in points.</param>
    /// <exception cref="InvalidInputException">A file cannot be written there.</exception>
    public static void Write(string path, Plot plot, int width, int height)
    {
        WriteSvg($"{path}.svg", plot, width, height);
        plot.ScaleFactor = Scale;
        AtomicFile.WriteAllBytes($"{path}.png", plot.GetImageBytes(width * Scale, height * Scale, ImageFormat.Png));
    }

    /// <summary>Writes the SVG alone; the same plot always gives the same bytes.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="plot">The plot.</param>
    /// <param name="width">Width in points.</param>
    /// <param name="height">Height in points.</param>
    /// <exception cref="InvalidInputException">The file cannot be written there.</exception>
    public static void WriteSvg(string path, Plot plot, int width, int height) =>
        AtomicFile.WriteAllText(path, WithOwnIds(plot.GetSvgXml(width, height)));

    // Skia numbers its clip paths across the process, so a figure would depend on what was drawn before it.
    private static string WithOwnIds(string svg)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        return ClipId().Replace(svg, match =>
        {
            ids.TryAdd(match.Value, $"clip{ids.Count}");
            return ids[match.Value];
        });
    }

    [GeneratedRegex(@"(?<=id=""|url\(#)cl_\w+")]
    private static partial Regex ClipId();
}
