using System.Collections.Immutable;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.States;

namespace CLiKA.Onnx.Architectures;

/// <summary>The differences between a decoder and Llama. The defaults are those of Llama.</summary>
public sealed record DecoderVariant
{
    /// <summary>Llama itself.</summary>
    public static DecoderVariant Llama { get; } = new();

    /// <summary>The positions of normalization in a layer.</summary>
    public LayerNorms Norms { get; init; } = LayerNorms.Llama;

    /// <summary>The kind of normalization.</summary>
    public NormKind NormKind { get; init; }

    /// <summary>The activation function of the feed-forward block.</summary>
    public FeedForwardActivation Activation { get; init; }

    /// <summary>Whether the feed-forward block has a gate, to which the activation is then applied.</summary>
    public bool HasGate { get; init; } = true;

    /// <summary>The clamp of gate and up projection in the feed-forward block; null for none.</summary>
    public GateClamp? Clamp { get; init; }

    /// <summary>The factor that multiplies gates before their activation.</summary>
    public double GateScale { get; init; } = 1;

    /// <summary>The factor that multiplies the output of feed-forward blocks.</summary>
    public double FeedForwardScale { get; init; } = 1;

    /// <summary>The mixture of experts that replaces the feed-forward block; null for none.</summary>
    public MixtureOfExperts? Experts { get; init; }

    /// <summary>The width inside the feed-forward block of each layer, one entry each; empty where all are alike.</summary>
    public ImmutableArray<int> IntermediateSizes { get; init; } = [];

    /// <summary>
    /// The share of gates in the feed-forward block of each layer that are 0, were the gates of a token distributed normally, from 0 to less than 1, as in
    /// Gemma 3n; empty where all gates count.
    /// </summary>
    public ImmutableArray<double> GateSparsities { get; init; } = [];

    /// <summary>The rank of the learned augmented residual layers beside attention, as in Gemma 3n; null for none.</summary>
    public int? AugmentedRank { get; init; }

    /// <summary>The residual streams, where there are several, which requires embeddings by layer; null for one.</summary>
    public AlternatingUpdates? Alternating { get; init; }

    /// <summary>Number of embeddings behind those of the vocabulary, of tokens without logits, which stand for images.</summary>
    public int FurtherEmbeddings { get; init; }

    /// <summary>The factor that multiplies embeddings.</summary>
    public double EmbeddingScale { get; init; } = 1;

    /// <summary>The position embeddings that are added to token embeddings; null for none.</summary>
    public PositionEmbeddings? Positions { get; init; }

    /// <summary>Whether embeddings are normalized before the first layer.</summary>
    public bool NormalizesEmbeddings { get; init; }

    /// <summary>The embeddings that each layer has for itself; null for none.</summary>
    public PerLayerEmbeddings? PerLayer { get; init; }

    /// <summary>Whether each layer has a learned factor, <c>layer_scalar</c>, that multiplies the residual stream after it.</summary>
    public bool ScalesLayers { get; init; }

    /// <summary>Whether a bias is added to logits.</summary>
    public bool LogitBias { get; init; }

    /// <summary>The factor that multiplies the output of a block before it is added to the residual stream.</summary>
    public double ResidualScale { get; init; } = 1;

    /// <summary>The factor that multiplies logits.</summary>
    public double LogitScale { get; init; } = 1;

    /// <summary>The factor that multiplies the products of queries and keys; null for one over the square root of the head size.</summary>
    public double? AttentionScale { get; init; }

    /// <summary>The soft cap c of the scaled products of queries and keys, c tanh(x / c); null for none.</summary>
    public double? AttentionCap { get; init; }

    /// <summary>
    /// The bound c by which queries, keys and values are clipped to [-c, c], before normalization and rotary embedding; null for none.
    /// </summary>
    public double? ProjectionBound { get; init; }

    /// <summary>Whether each head's values are normalized, without a weight, as in Gemma 3n and 4.</summary>
    public bool NormalizesValues { get; init; }

    /// <summary>The linear biases of attention; null for none.</summary>
    public Alibi? Alibi { get; init; }

    /// <summary>The soft cap c of logits, c tanh(x / c); null for none.</summary>
    public double? LogitCap { get; init; }

    /// <summary>The shape of latent attention, whose keys and values are projected from a compressed vector; null for ordinary attention.</summary>
    public LatentAttention? Latent { get; init; }

    /// <summary>
    /// Whether the projection of queries gives a gate too, of the same width, whose sigmoid multiplies the output of a head before the output projection.
    /// </summary>
    public bool HasOutputGate { get; init; }

    /// <summary>The block that some layers have instead of attention, or beside it; null for none.</summary>
    public StatefulBlock? Stateful { get; init; }

    /// <summary>
    /// Whether each head has a learned attention sink, <c>sinks</c>: a logit that takes part in the softmax besides the keys' and contributes nothing
    /// to the output, as in gpt-oss.
    /// </summary>
    public bool HasSinks { get; init; }

    /// <summary>
    /// Whether the rotary embedding pairs neighbouring values of a head, as in Cohere's models, rather than values of its two halves.
    /// </summary>
    public bool RotatesInterleaved { get; init; }

    /// <summary>Number of leading values of a head that the rotary embedding rotates; null for all, and with latent attention.</summary>
    public int? RotatedSize { get; init; }

    /// <summary>The projections that a checkpoint stores as one matrix.</summary>
    public FusedProjections Fused { get; init; }

    /// <summary>Whether a checkpoint stores the matrices of its layers transposed, [inputs, outputs].</summary>
    public bool StoresTransposed { get; init; }

    /// <summary>The names of the weights in a checkpoint.</summary>
    public CheckpointNames Names { get; init; } = CheckpointNames.Llama;

    /// <summary>The blocks of each layer, one entry each; empty where all have both.</summary>
    public ImmutableArray<LayerBlocks> Blocks { get; init; } = [];

    /// <summary>The attention of each layer, one entry each; empty where all are like Llama's.</summary>
    public ImmutableArray<LayerAttention> Layers { get; init; } = [];
}
