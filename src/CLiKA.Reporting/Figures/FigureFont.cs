using ScottPlot;
using SkiaSharp;

namespace CLiKA.Reporting.Figures;

/// <summary>
/// The font of all figures, which this library brings along: a machine of a build server often has none, and would draw boxes; others
/// would each draw with another.
/// </summary>
internal sealed class FigureFont : IFontResolver
{
    /// <summary>Size of a figure's title, in points.</summary>
    public const int TitleSize = 16;

    private const string Name = "Noto Sans";

    private static readonly Lazy<SKTypeface> Typeface = new(() =>
    {
        using var font = typeof(FigureFont).Assembly.GetManifestResourceStream("NotoSans-Latin.ttf")!;
        return SKTypeface.FromStream(font);
    });

    static FigureFont() => Fonts.FontResolvers.Insert(0, new FigureFont());

    /// <summary>Has a plot write with this font.</summary>
    public static void Use(Plot plot) => plot.Font.Set(Name);

    /// <summary>How wide a text is that is drawn with this font.</summary>
    /// <param name="text">The text, of one line.</param>
    /// <param name="size">Size of the font, in points.</param>
    /// <returns>Its width, in points.</returns>
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
