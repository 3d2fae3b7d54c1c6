namespace CLiKA.Onnx.Architectures;

/// <summary>How a decoder normalizes.</summary>
public enum NormKind
{
    /// <summary>By the root of the mean square, times a weight.</summary>
    RootMeanSquare,

    /// <summary>By the root of the mean square, times one plus a weight, as in Gemma.</summary>
    RootMeanSquareAroundOne,
}
