namespace CLiKA.Onnx.Architectures;

/// <summary>The projections of a layer that a checkpoint stores as one matrix.</summary>
public enum FusedProjections
{
    /// <summary>None, as in Llama.</summary>
    None,

    /// <summary>Gate and up projection, as in GLM.</summary>
    FeedForward,

    /// <summary>Queries, keys and values, one after the other, as in GPT-2.</summary>
    Attention,

    /// <summary>
    /// Queries, keys and values, interleaved by group: the queries that share a key, the key, and the value, as in BLOOM, GPT-NeoX and Falcon.
    /// </summary>
    AttentionByGroups,

    /// <summary>Gate and up projection, and queries, keys and values, one after the other, as in Phi-3.</summary>
    All,
}
