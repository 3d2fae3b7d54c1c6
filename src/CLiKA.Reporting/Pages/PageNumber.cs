using System.Globalization;
using CLiKA.Statistics;

namespace CLiKA.Reporting.Pages;

/// <summary>Numbers that the page writes otherwise than texts do, or alone.</summary>
internal static class PageNumber
{
    public static string Percent(double value) => value.ToString("0.#%", CultureInfo.InvariantCulture);

    /// <summary>A change in percentage points, with its sign: a minus, which a terminal's font may lack.</summary>
    public static string Points(double? change) => ReportNumber.Points(change).Replace('-', '−');

    public static string Points(Interval? interval) => interval is { } ends ? $"{Points(ends.Low)} to {Points(ends.High)}" : ReportNumber.Undefined;

    public static string Shares(Interval? interval) =>
        interval is { } ends ? $"{ReportNumber.Share(ends.Low)} to {ReportNumber.Share(ends.High)}" : ReportNumber.Undefined;

    /// <summary>A coordinate of a drawing.</summary>
    public static string Place(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
