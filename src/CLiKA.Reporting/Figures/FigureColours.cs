using ScottPlot;

namespace CLiKA.Reporting.Figures;

/// <summary>The colours of figures, which match the light theme of the page.</summary>
internal static class FigureColours
{
    private static readonly Color Low = Color.FromHex("#edf3f9");
    private static readonly Color Middle = Color.FromHex("#6ba3d6");
    private static readonly Color High = Color.FromHex("#08306b");

    // From here on, white has more contrast than black: at least 4.5:1 on either side, except in a narrow range around it.
    private const double LightInkFrom = 0.67;

    private static readonly Color DarkInk = Color.FromHex("#0b0f14");

    public static Color Ink { get; } = Color.FromHex("#1a1f25");

    public static Color Muted { get; } = Color.FromHex("#56606b");

    public static Color Faint { get; } = Color.FromHex("#d5dbe1");

    public static Color Regressed { get; } = Color.FromHex("#a63a00");

    public static Color Improved { get; } = Color.FromHex("#00609c");

    /// <summary>Returns the colour of a share on the sequential scale.</summary>
    public static Color Of(double share) => share < 0.5
        ? Low.InterpolateRgb(Middle, Math.Max(0, share) * 2)
        : Middle.InterpolateRgb(High, (Math.Min(1, share) * 2) - 1);

    /// <summary>Returns the text colour on that background.</summary>
    public static Color InkOn(double share) => share < LightInkFrom ? DarkInk : Colors.White;
}
