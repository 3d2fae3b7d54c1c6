using System.Text.Json.Serialization;

namespace CLiKA.Measurements.Noise;

/// <summary>The respects in which two ways of asking the same weights can differ.</summary>
public enum NoiseKind
{
    /// <summary>The number of prompts that are computed together.</summary>
    [JsonStringEnumMemberName("batch")]
    Batch,

    /// <summary>The number of threads.</summary>
    [JsonStringEnumMemberName("threads")]
    Threads,

    /// <summary>The kind of device.</summary>
    [JsonStringEnumMemberName("device")]
    Device,

    /// <summary>The wording of the question: the task is the same, the prompt is not.</summary>
    [JsonStringEnumMemberName("wordings")]
    Wordings,
}
