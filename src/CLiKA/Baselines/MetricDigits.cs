using System.Globalization;

namespace CLiKA.Baselines;

/// <summary>How metrics stand in baselines: in columns, with as many digits as it takes for one item to change a share, and no more.</summary>
/// <param name="Count">How many digits behind the point, at least 2.</param>
internal readonly record struct MetricDigits(int Count)
{
    public static MetricDigits For(int items)
    {
        var digits = 2;
        for (var apart = 100; apart < items; apart *= 10)
        {
            digits++;
        }

        return new MetricDigits(digits);
    }

    /// <summary>A value in [0, 1], or null, on the width that all of them have.</summary>
    public string Share(double? value) => Text(value).PadLeft("0.".Length + Count);

    /// <summary>A value in [-1, 1], or null, on the width that all of them have.</summary>
    public string Signed(double? value) => Text(value).PadLeft("-0.".Length + Count);

    // Halves always go up: to the even neighbour, two values one item apart could meet.
    private string Text(double? value) => value is { } number
        ? Math.Round((decimal)number, Count, MidpointRounding.AwayFromZero).ToString($"F{Count}", CultureInfo.InvariantCulture)
        : "null";
}
