namespace CLiKA.Onnx.Architectures;

/// <summary>How a decoder normalizes.</summary>
public enum NormKind
{
    /// <summary>By the root of the mean square, times a weight.</summary>
    RootMeanSquare,

    /// <summary>By the root of the mean square, times one plus a weight, as in Gemma.</summary>
    RootMeanSquareAroundOne,

    /// <summary>By the standard deviation, after the mean was taken away, times a weight (layer normalization).</summary>
    StandardDeviation,

    /// <summary>By the standard deviation, after the mean was taken away, times one plus a weight, as in Nemotron.</summary>
    StandardDeviationAroundOne,

    /// <summary>By the standard deviation, after the mean was taken away, and no more, as in OLMo.</summary>
    StandardDeviationAlone,
}
