using ScottPlot;
using SkiaSharp;

namespace CLiKA.Reporting.Figures;

/// <summary>
/// The font of all figures, which this library brings along: a machine of a build server often has none, and would draw boxes; others
/// would each draw with another.
/// </summary>
internal sealed class FigureFont : IFontResolver
{
    private const string Name = "Noto Sans";

    private static readonly Lazy<SKTypeface> Typeface = new(() =>
    {
        using var font = typeof(FigureFont).Assembly.GetManifestResourceStream("NotoSans-Latin.ttf")!;
        return SKTypeface.FromStream(font);
    });

    static FigureFont() => Fonts.FontResolvers.Insert(0, new FigureFont());

    /// <summary>Has a plot write with this font.</summary>
    public static void Use(Plot plot) => plot.Font.Set(Name);

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Typeface.Value : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Typeface.Value : null;
}
