namespace CLiKA.Onnx.Architectures.States;

/// <summary>Where the output of Mamba 2 is normalized, and where its gate multiplies it.</summary>
public enum StateGate
{
    /// <summary>The gate multiplies the output, which is then normalized.</summary>
    BeforeNorm,

    /// <summary>The gate multiplies the normalized output.</summary>
    AfterNorm,

    /// <summary>The output is not normalized.</summary>
    WithoutNorm,
}
