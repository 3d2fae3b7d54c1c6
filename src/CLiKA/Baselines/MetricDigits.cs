using System.Globalization;

namespace CLiKA.Baselines;

/// <summary>
/// The number format of metrics in baselines: aligned in columns, with just enough digits to show the effect of a single item on a share.
/// </summary>
/// <param name="Count">Number of decimal places, at least 2.</param>
internal readonly record struct MetricDigits(int Count)
{
    public static MetricDigits For(int items)
    {
        var digits = 2;
        for (var steps = 100; steps < items; steps *= 10)
        {
            digits++;
        }

        return new MetricDigits(digits);
    }

    /// <summary>Formats a value in [0, 1], or null, at fixed width.</summary>
    public string Share(double? value) => Text(value).PadLeft("0.".Length + Count);

    /// <summary>Formats a value in [-1, 1], or null, at fixed width.</summary>
    public string Signed(double? value) => Text(value).PadLeft("-0.".Length + Count);

    // Rounding halves to even could give two values one item apart the same text.
    private string Text(double? value) => value is { } number
        ? Math.Round((decimal)number, Count, MidpointRounding.AwayFromZero).ToString($"F{Count}", CultureInfo.InvariantCulture)
        : "null";
}
