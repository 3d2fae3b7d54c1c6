using System.Text;

namespace CLiKA.Import.Harness;

/// <summary>Names of the metrics in the harness's files.</summary>
public static class HarnessMetricName
{
    private static readonly Dictionary<string, HarnessMetric> Names = new(StringComparer.Ordinal)
    {
        ["acc"] = HarnessMetric.Accuracy,
        ["acc_norm"] = HarnessMetric.PerCharacter,
        ["acc_bytes"] = HarnessMetric.PerByte,
    };

    /// <summary>All names.</summary>
    public static IReadOnlyCollection<string> All => Names.Keys;

    /// <summary>Returns the name of a metric.</summary>
    /// <param name="metric">The metric.</param>
    /// <returns>Its name.</returns>
    public static string Of(HarnessMetric metric) => Names.First(pair => pair.Value == metric).Key;

    /// <summary>Returns the metric with a given name.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <returns>The metric.</returns>
    /// <exception cref="KeyNotFoundException">There is no such name.</exception>
    public static HarnessMetric Parse(string name) => Names[name];

    /// <summary>Returns the name of the scoring in a fingerprint.</summary>
    internal static string ScoringOf(HarnessMetric metric) => metric switch
    {
        HarnessMetric.PerCharacter => "likelihood-per-character",
        HarnessMetric.PerByte => "likelihood-per-byte",
        _ => "likelihood",
    };

    /// <summary>Returns the divisor of an option's log-likelihood.</summary>
    internal static double LengthOf(this HarnessMetric metric, string option) => metric switch
    {
        HarnessMetric.PerCharacter => option.EnumerateRunes().Count(),
        HarnessMetric.PerByte => Encoding.UTF8.GetByteCount(option),
        _ => 1,
    };
}
