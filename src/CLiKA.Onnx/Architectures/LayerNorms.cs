namespace CLiKA.Onnx.Architectures;

/// <summary>Where a decoder layer normalizes, by the last part of the norms' HuggingFace names; null where it does not.</summary>
/// <param name="BeforeAttention">Normalizes what attention reads.</param>
/// <param name="AfterAttention">Normalizes what attention adds to the residual stream.</param>
/// <param name="BeforeFeedForward">Normalizes what the feed-forward block reads.</param>
/// <param name="AfterFeedForward">Normalizes what the feed-forward block adds to the residual stream.</param>
/// <param name="IsParallel">
/// Whether the feed-forward block stands beside attention and not behind it: it reads what comes into the layer, normalized for it alone, or, where
/// <paramref name="BeforeFeedForward"/> is null, what attention reads.
/// </param>
public sealed record LayerNorms(
    string? BeforeAttention, string? AfterAttention, string? BeforeFeedForward, string? AfterFeedForward, bool IsParallel = false)
{
    /// <summary>Before each block, as in Llama. What goes after attention by its name goes before the feed-forward block.</summary>
    public static LayerNorms Llama { get; } = new("input_layernorm", null, "post_attention_layernorm", null);

    /// <summary>Before and after each block, as in Gemma 2 and 3.</summary>
    public static LayerNorms Around { get; } =
        new("input_layernorm", "post_attention_layernorm", "pre_feedforward_layernorm", "post_feedforward_layernorm");

    /// <summary>After each block, as in OLMo 2.</summary>
    public static LayerNorms After { get; } = new(null, "post_attention_layernorm", null, "post_feedforward_layernorm");

    /// <summary>Once, before two blocks that stand side by side, as in Cohere's models.</summary>
    public static LayerNorms Shared { get; } = new("input_layernorm", null, null, null, IsParallel: true);
}
