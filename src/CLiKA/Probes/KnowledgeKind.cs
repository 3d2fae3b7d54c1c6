using System.Text.Json.Serialization;

namespace CLiKA.Probes;

/// <summary>The kind of knowledge that a probe set asks for (Gao et al., NAACL 2024, section 3.1).</summary>
public enum KnowledgeKind
{
    /// <summary>Knowledge of everyday life that is common to all cultures.</summary>
    [JsonStringEnumMemberName("basic")]
    Basic,

    /// <summary>Facts about the world.</summary>
    [JsonStringEnumMemberName("factual")]
    Factual,

    /// <summary>Invented facts, which no model can know before it is taught them.</summary>
    [JsonStringEnumMemberName("fictional")]
    Fictional,
}
