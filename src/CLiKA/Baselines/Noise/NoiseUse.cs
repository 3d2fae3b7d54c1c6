using System.Text.Json.Serialization;

namespace CLiKA.Baselines.Noise;

/// <summary>The noise of a model that counts when a change is judged.</summary>
public enum NoiseUse
{
    /// <summary>
    /// Movement of the same weights under other batches and other numbers of threads, and on another kind of device where answers of two kinds are
    /// compared.
    /// </summary>
    [JsonStringEnumMemberName("execution")]
    Execution,

    /// <summary>That, and movement under other wordings of the same questions.</summary>
    [JsonStringEnumMemberName("wordings")]
    Wordings,

    /// <summary>No noise counts, and none is shown.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
