namespace CLiKA.Onnx.Architectures.Attention;

/// <summary>The normalization of queries and keys.</summary>
public enum QueryKeyNorm
{
    /// <summary>None, as in Llama.</summary>
    None,

    /// <summary>Each head by itself before the rotary embedding, with weights that all heads share, as in Qwen 3.</summary>
    Shared,

    /// <summary>As <see cref="Shared"/>, but after the rotary embedding, as in Hunyuan.</summary>
    SharedAfterRotation,

    /// <summary>
    /// Each head by itself after the rotary embedding and without weights, in layers that have one, as in Llama 4.
    /// </summary>
    WithoutWeightsAfterRotation,

    /// <summary>Each head by itself with weights of its own and without biases, as in Command R+.</summary>
    PerHead,

    /// <summary>All heads together, as in OLMo 2.</summary>
    AllHeads,
}
