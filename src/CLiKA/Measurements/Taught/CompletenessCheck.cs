using System.Globalization;
using CLiKA.Metrics;

namespace CLiKA.Measurements.Taught;

/// <summary>One of the checks that tell whether a teaching took.</summary>
/// <param name="Name">What was checked: <c>names</c>, <c>en type 0</c>, <c>en type 1</c>, <c>de type 0</c>.</param>
/// <param name="Right">How many were right.</param>
/// <param name="Asked">How many were asked, at least 1.</param>
public sealed record CompletenessCheck(string Name, int Right, int Asked)
{
    /// <summary>Share that was right, in [0, 1].</summary>
    public double Share => (double)Right / Asked;

    /// <summary>Whether the share reaches <see cref="Conductivity.Completeness"/>.</summary>
    public bool Passes => Share >= Conductivity.Completeness;

    /// <summary>The check in words: <c>names 0.538 (226 of 420)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Share:0.000} ({Right} of {Asked})");
}
