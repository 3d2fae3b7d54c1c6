namespace CLiKA.Onnx.Architectures.Layers;

/// <summary>The kind of a normalization.</summary>
public enum NormKind
{
    /// <summary>RMSNorm: division by the root mean square, multiplied by a weight.</summary>
    RmsNorm,

    /// <summary>RMSNorm multiplied by one plus a weight, as in Gemma.</summary>
    RmsNormAroundOne,

    /// <summary>
    /// Layer normalization: subtraction of the mean and division by the standard deviation, multiplied by a weight, with a bias added.
    /// </summary>
    LayerNorm,

    /// <summary>Layer normalization multiplied by one plus a weight, with a bias added, as in Nemotron.</summary>
    LayerNormAroundOne,

    /// <summary>Layer normalization without a bias, as in Cohere's models.</summary>
    LayerNormWithoutBias,

    /// <summary>Layer normalization with neither weight nor bias, as in OLMo.</summary>
    LayerNormWithoutWeights,
}
