namespace CLiKA.Onnx.Architectures.Layers;

/// <summary>The blocks of a decoder layer.</summary>
public enum LayerBlocks
{
    /// <summary>One in which tokens see those before them (attention, or a block with a state), and a feed-forward block.</summary>
    Both,

    /// <summary>Attention, or a block with a state, alone.</summary>
    Mixer,

    /// <summary>A feed-forward block alone.</summary>
    FeedForward,

    /// <summary>Neither: a layer that reads images, which texts skip, as in Llama 3.2 Vision.</summary>
    None,
}
