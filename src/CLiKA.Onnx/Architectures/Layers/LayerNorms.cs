namespace CLiKA.Onnx.Architectures.Layers;

/// <summary>The normalizations in a decoder layer, by the last part of their HuggingFace names; null where there is none.</summary>
/// <param name="BeforeAttention">Normalizes the input of attention.</param>
/// <param name="AfterAttention">Normalizes the output of attention before it is added to the residual stream.</param>
/// <param name="BeforeFeedForward">Normalizes the input of the feed-forward block.</param>
/// <param name="AfterFeedForward">Normalizes the output of the feed-forward block before it is added to the residual stream.</param>
/// <param name="IsParallel">
/// Whether the feed-forward block runs in parallel to attention rather than after it: it reads the input of the layer with a normalization of its own
/// or, where <paramref name="BeforeFeedForward"/> is null, the normalized input of attention.
/// </param>
public sealed record LayerNorms(
    string? BeforeAttention, string? AfterAttention, string? BeforeFeedForward, string? AfterFeedForward, bool IsParallel = false)
{
    /// <summary>Before each block, as in Llama, where the norm named after attention precedes the feed-forward block.</summary>
    public static LayerNorms Llama { get; } = new("input_layernorm", null, "post_attention_layernorm", null);

    /// <summary>Before and after each block, as in Gemma 2 and 3.</summary>
    public static LayerNorms Around { get; } =
        new("input_layernorm", "post_attention_layernorm", "pre_feedforward_layernorm", "post_feedforward_layernorm");

    /// <summary>After each block, as in OLMo 2.</summary>
    public static LayerNorms After { get; } = new(null, "post_attention_layernorm", null, "post_feedforward_layernorm");

    /// <summary>Once, before two parallel blocks, as in Cohere's models.</summary>
    public static LayerNorms Shared { get; } = new("input_layernorm", null, null, null, IsParallel: true);
}
