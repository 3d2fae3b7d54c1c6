namespace CLiKA.Onnx.Architectures;

/// <summary>The kind of a normalization.</summary>
public enum NormKind
{
    /// <summary>Division by the root mean square, multiplied by a weight (RMSNorm).</summary>
    RootMeanSquare,

    /// <summary>Division by the root mean square, multiplied by one plus a weight, as in Gemma.</summary>
    RootMeanSquareAroundOne,

    /// <summary>Subtraction of the mean and division by the standard deviation, multiplied by a weight (layer normalization).</summary>
    StandardDeviation,

    /// <summary>Layer normalization multiplied by one plus a weight, as in Nemotron.</summary>
    StandardDeviationAroundOne,

    /// <summary>Layer normalization without weights, as in OLMo.</summary>
    StandardDeviationAlone,
}
