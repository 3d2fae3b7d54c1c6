using CLiKA.Input;
using ScottPlot;

namespace CLiKA.Reporting.Figures;

/// <summary>Writes a plot as SVG and as PNG.</summary>
internal static class FigureFile
{
    // Of the PNG, for screens of twice as many points.
    private const int Scale = 2;

    /// <summary>Writes both files.</summary>
    /// <param name="path">Their path without an extension.</param>
    /// <param name="plot">The plot.</param>
    /// <param name="width">Width, in points.</param>
    /// <param name="height">Height, in points.</param>
    public static void Write(string path, Plot plot, int width, int height)
    {
        AtomicFile.WriteAllText($"{path}.svg", plot.GetSvgXml(width, height));
        plot.ScaleFactor = Scale;
        AtomicFile.WriteAllBytes($"{path}.png", plot.GetImageBytes(width * Scale, height * Scale, ImageFormat.Png));
    }
}
