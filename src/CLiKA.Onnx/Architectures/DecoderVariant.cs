using System.Collections.Immutable;

namespace CLiKA.Onnx.Architectures;

/// <summary>What a decoder computes otherwise than Llama does. What is left out is as Llama has it.</summary>
public sealed record DecoderVariant
{
    /// <summary>Llama itself.</summary>
    public static DecoderVariant Llama { get; } = new();

    /// <summary>Where a layer normalizes.</summary>
    public LayerNorms Norms { get; init; } = LayerNorms.Llama;

    /// <summary>How the decoder normalizes.</summary>
    public NormKind NormKind { get; init; }

    /// <summary>Whether a bias is added to what was normalized.</summary>
    public bool NormBias { get; init; }

    /// <summary>What values go through inside the feed-forward block.</summary>
    public FeedForwardActivation Activation { get; init; }

    /// <summary>Whether the feed-forward block has a gate, which then is what goes through the activation.</summary>
    public bool HasGate { get; init; } = true;

    /// <summary>How gate and other half of a feed-forward block are kept in bounds; null where they are not.</summary>
    public GateClamp? Clamp { get; init; }

    /// <summary>The experts that feed-forward blocks are made of; null where they are one.</summary>
    public MixtureOfExperts? Experts { get; init; }

    /// <summary>By what embeddings are multiplied.</summary>
    public double EmbeddingScale { get; init; } = 1;

    /// <summary>What is added to embeddings for where their tokens stand; null for nothing.</summary>
    public PositionVectors? Positions { get; init; }

    /// <summary>Whether embeddings are normalized before the first layer.</summary>
    public bool NormalizesEmbeddings { get; init; }

    /// <summary>Whether a bias is added to logits.</summary>
    public bool LogitBias { get; init; }

    /// <summary>By what is multiplied that a block adds to the residual stream.</summary>
    public double ResidualScale { get; init; } = 1;

    /// <summary>By what logits are multiplied.</summary>
    public double LogitScale { get; init; } = 1;

    /// <summary>By what the products of queries and keys are multiplied; null for one over the root of the head size.</summary>
    public double? AttentionScale { get; init; }

    /// <summary>Within which bounds a hyperbolic tangent keeps the scaled products of queries and keys, c tanh(x / c); null for none.</summary>
    public double? AttentionCap { get; init; }

    /// <summary>Between which bounds, -c and c, queries, keys and values are clipped before they are normalized or turned; null for none.</summary>
    public double? ProjectionBound { get; init; }

    /// <summary>How far products of queries and keys fall with distance; null where they do not.</summary>
    public Alibi? Alibi { get; init; }

    /// <summary>Within which bounds a hyperbolic tangent keeps logits, c tanh(x / c); null for none.</summary>
    public double? LogitCap { get; init; }

    /// <summary>The shape of attention whose keys and values come out of a narrow projection; null where they are projected at once.</summary>
    public LatentAttention? Latent { get; init; }

    /// <summary>
    /// Whether each head has a learned number, <c>sinks</c>, that takes a share of the softmax beside the keys' and adds nothing to what is seen,
    /// as in gpt-oss.
    /// </summary>
    public bool HasSinks { get; init; }

    /// <summary>
    /// Whether queries and keys, where they are normalized, are so over all heads together, as in OLMo 2, and not head by head.
    /// </summary>
    public bool NormalizesHeadsTogether { get; init; }

    /// <summary>Whether each head has weights of its own where queries and keys are normalized head by head, as in Cohere's Command R+.</summary>
    public bool NormalizesHeadsApart { get; init; }

    /// <summary>Whether a checkpoint holds those weights as one tensor for each head, as StableLM 2, and not as one for all.</summary>
    public bool HoldsHeadNormsApart { get; init; }

    /// <summary>
    /// Whether queries and keys, where they are normalized, are so after they were turned, by <c>query_layernorm</c> and <c>key_layernorm</c>, as
    /// in Hunyuan.
    /// </summary>
    public bool NormalizesTurnedHeads { get; init; }

    /// <summary>Whether a value of a head is turned against its neighbour, as in Cohere's models, and not against one in the other half.</summary>
    public bool RotatesNeighbours { get; init; }

    /// <summary>How many of a head's values are turned, the first ones; null for all.</summary>
    public int? RotatedSize { get; init; }

    /// <summary>Which projections a checkpoint holds as one.</summary>
    public JoinedProjections Joined { get; init; }

    /// <summary>Whether a checkpoint holds the matrices of its layers turned, [inputs, outputs].</summary>
    public bool HoldsTurned { get; init; }

    /// <summary>What a checkpoint calls its weights.</summary>
    public CheckpointNames Names { get; init; } = CheckpointNames.Llama;

    /// <summary>The attention of each layer, one each; empty where all are as Llama's.</summary>
    public ImmutableArray<LayerAttention> Layers { get; init; } = [];
}
