namespace CLiKA.Onnx.Architectures;

/// <summary>Which projections of a layer a checkpoint holds as one matrix.</summary>
public enum JoinedProjections
{
    /// <summary>None, as Llama.</summary>
    None,

    /// <summary>Those of the feed-forward block's gate and of its other half, as GLM.</summary>
    FeedForward,

    /// <summary>Those too, and those to queries, keys and values, as Phi-3.</summary>
    All,
}
