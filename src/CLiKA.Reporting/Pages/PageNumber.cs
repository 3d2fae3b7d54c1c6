using System.Globalization;
using CLiKA.Statistics;

namespace CLiKA.Reporting.Pages;

/// <summary>Number formats that only the page uses, or that differ from those of text reports.</summary>
internal static class PageNumber
{
    public static string Percent(double value) => value.ToString("0.#%", CultureInfo.InvariantCulture);

    /// <summary>Formats a signed change in percentage points, with a minus sign, which the font of a terminal may lack.</summary>
    public static string Points(double? change) => ReportNumber.Points(change).Replace('-', '−');

    public static string Points(Interval? interval) => interval is { } ends ? $"{Points(ends.Low)} to {Points(ends.High)}" : ReportNumber.Undefined;

    public static string Shares(Interval? interval) =>
        interval is { } ends ? $"{ReportNumber.Share(ends.Low)} to {ReportNumber.Share(ends.High)}" : ReportNumber.Undefined;

    /// <summary>Formats a coordinate of a drawing.</summary>
    public static string Place(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
