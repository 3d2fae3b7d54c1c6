using ScottPlot;
using SkiaSharp;

namespace CLiKA.Reporting.Figures;

/// <summary>
/// The font of all figures, embedded in this library: build servers often have no fonts and would draw boxes, and other machines would each use
/// another font.
/// </summary>
internal sealed class FigureFont : IFontResolver
{
    /// <summary>Size of a figure's title in points.</summary>
    public const int TitleSize = 16;

    private const string Name = "Noto Sans";

    private static readonly Lazy<SKTypeface> Typeface = new(() =>
    {
        using var font = typeof(FigureFont).Assembly.GetManifestResourceStream("NotoSans-Latin.ttf")!;
        return SKTypeface.FromStream(font);
    });

    static FigureFont() => Fonts.FontResolvers.Insert(0, new FigureFont());

    /// <summary>Makes a plot use this font.</summary>
    public static void Use(Plot plot) => plot.Font.Set(Name);

    /// <summary>Measures the width of a text in this font.</summary>
    /// <param name="text">The text, a single line.</param>
    /// <param name="size">Font size in points.</param>
    /// <returns>Width in points, rounded up.</returns>
    public static int WidthOf(string text, float size)
    {
        using var font = new SKFont(Typeface.Value, size);
        return (int)Math.Ceiling(font.MeasureText(text));
    }

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? Typeface.Value : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Typeface.Value : null;
}
