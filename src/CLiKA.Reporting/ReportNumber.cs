using System.Globalization;

namespace CLiKA.Reporting;

/// <summary>Number formats of reports: an undefined number is a dash, never 0.</summary>
internal static class ReportNumber
{
    public const string Undefined = "–";

    // With a format for zero: what rounds to it has no sign.
    public static string Share(double? value) => value?.ToString("0.00;-0.00;0.00", CultureInfo.InvariantCulture) ?? Undefined;

    public static string Fine(double? value) => value?.ToString("0.000;-0.000;0.000", CultureInfo.InvariantCulture) ?? Undefined;

    /// <summary>Formats a signed change in percentage points.</summary>
    public static string Points(double? change) => (change * 100)?.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) ?? Undefined;

    /// <summary>Formats a loss, or another difference in percentage points whose sign is clear from the context.</summary>
    public static string Loss(double? loss) => (loss * 100)?.ToString("0.0", CultureInfo.InvariantCulture) ?? Undefined;

    public static string Probability(double? value) => value switch
    {
        null => Undefined,
        < 0.0001 => "< 0.0001",
        { } p => p.ToString("0.0000", CultureInfo.InvariantCulture),
    };
}
