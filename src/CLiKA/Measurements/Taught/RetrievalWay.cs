using System.Text.Json.Serialization;

namespace CLiKA.Measurements.Taught;

/// <summary>How it is found out which continent a taught model names.</summary>
public enum RetrievalWay
{
    /// <summary>The model answers in its own words; the answer is right when it contains the continent's name. The published way.</summary>
    [JsonStringEnumMemberName("generation")]
    Generation,

    /// <summary>The likeliest of the answer's sentences with each continent's name in its place.</summary>
    [JsonStringEnumMemberName("likelihood")]
    Likelihood,
}
