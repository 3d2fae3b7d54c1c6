namespace CLiKA.Onnx.Architectures;

/// <summary>Which projections of a layer a checkpoint holds as one matrix.</summary>
public enum JoinedProjections
{
    /// <summary>None, as Llama.</summary>
    None,

    /// <summary>Those of the feed-forward block's gate and of its other half, as GLM.</summary>
    FeedForward,

    /// <summary>Those to queries, keys and values, one behind the other, as GPT-2.</summary>
    Attention,

    /// <summary>
    /// Those to queries, keys and values, group by group: the queries that share a key, the key, and the value, as BLOOM, GPT-NeoX and Falcon.
    /// </summary>
    AttentionByGroups,

    /// <summary>Those of gate and other half, and those to queries, keys and values, one behind the other, as Phi-3.</summary>
    All,
}
