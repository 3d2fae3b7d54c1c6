using System.Text.Json.Serialization;

namespace CLiKA.Measurements.Taught;

/// <summary>The way in which a taught model's answer is determined.</summary>
public enum RetrievalWay
{
    /// <summary>The model generates its answer, which is right when it contains the continent's name. The published protocol.</summary>
    [JsonStringEnumMemberName("generation")]
    Generation,

    /// <summary>The likeliest of the answer sentences with each continent's name filled in.</summary>
    [JsonStringEnumMemberName("likelihood")]
    Likelihood,
}
