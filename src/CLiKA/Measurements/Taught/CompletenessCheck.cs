using System.Globalization;
using CLiKA.Metrics;

namespace CLiKA.Measurements.Taught;

/// <summary>One of the checks that determine whether a teaching succeeded.</summary>
/// <param name="Name">What was checked: <c>names</c>, <c>en type 0</c>, <c>en type 1</c>, <c>de type 0</c>.</param>
/// <param name="Right">Number of right answers.</param>
/// <param name="Asked">Number of questions, at least 1.</param>
public sealed record CompletenessCheck(string Name, int Right, int Asked)
{
    /// <summary>Share of right answers, in [0, 1].</summary>
    public double Share => (double)Right / Asked;

    /// <summary>Whether the share reaches <see cref="Conductivity.Completeness"/>.</summary>
    public bool Passes => Share >= Conductivity.Completeness;

    /// <summary>Returns the check in words, for example <c>names 0.538 (226 of 420)</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Share:0.000} ({Right} of {Asked})");
}
