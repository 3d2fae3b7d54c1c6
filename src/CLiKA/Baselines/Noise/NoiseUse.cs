using System.Text.Json.Serialization;

namespace CLiKA.Baselines.Noise;

/// <summary>Which noise of a model counts where a change is judged.</summary>
public enum NoiseUse
{
    /// <summary>
    /// What the same weights do by themselves in other batches and with other numbers of threads; and on another class of device, where
    /// answers of two classes are compared.
    /// </summary>
    [JsonStringEnumMemberName("execution")]
    Execution,

    /// <summary>That, and what other wordings of the same questions do.</summary>
    [JsonStringEnumMemberName("wordings")]
    Wordings,

    /// <summary>None, and none is shown.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
