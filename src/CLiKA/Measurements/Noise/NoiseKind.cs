using System.Text.Json.Serialization;

namespace CLiKA.Measurements.Noise;

/// <summary>In what two askings of the same weights differ.</summary>
public enum NoiseKind
{
    /// <summary>How many prompts are computed together.</summary>
    [JsonStringEnumMemberName("batch")]
    Batch,

    /// <summary>How many threads compute.</summary>
    [JsonStringEnumMemberName("threads")]
    Threads,

    /// <summary>The class of device.</summary>
    [JsonStringEnumMemberName("device")]
    Device,

    /// <summary>The words of the question. What the model is asked for stays the same; what it reads does not.</summary>
    [JsonStringEnumMemberName("wordings")]
    Wordings,
}
