using System.Globalization;
using CLiKA.Statistics;

namespace CLiKA.Reporting.Pages;

/// <summary>Numbers as the page writes them: an undefined one is a dash, never 0.</summary>
internal static class PageNumber
{
    private const string Undefined = "–";

    public static string Share(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? Undefined;

    public static string Fine(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? Undefined;

    public static string Percent(double value) => value.ToString("0.#%", CultureInfo.InvariantCulture);

    /// <summary>A change in percentage points, with its sign.</summary>
    public static string Points(double? change) => (change * 100)?.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture) ?? Undefined;

    /// <summary>A loss in percentage points, of which all know the sign.</summary>
    public static string Loss(double? loss) => (loss * 100)?.ToString("0.0", CultureInfo.InvariantCulture) ?? Undefined;

    public static string Points(Interval? interval) => interval is { } ends ? $"{Points(ends.Low)} to {Points(ends.High)}" : Undefined;

    public static string Shares(Interval? interval) => interval is { } ends ? $"{Share(ends.Low)} to {Share(ends.High)}" : Undefined;

    public static string Probability(double? value) => value switch
    {
        null => Undefined,
        < 0.0001 => "< 0.0001",
        { } p => p.ToString("0.0000", CultureInfo.InvariantCulture),
    };

    /// <summary>A coordinate of a drawing.</summary>
    public static string Place(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
