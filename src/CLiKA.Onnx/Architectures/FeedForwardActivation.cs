namespace CLiKA.Onnx.Architectures;

/// <summary>What values go through inside a feed-forward block.</summary>
public enum FeedForwardActivation
{
    /// <summary>x sigmoid(x), of a gate.</summary>
    Silu,

    /// <summary>The Gaussian error linear unit, approximated by a hyperbolic tangent (<c>gelu_pytorch_tanh</c>), of a gate.</summary>
    GeluTanh,

    /// <summary>
    /// xIELU (Huang and Schlag, arXiv 2411.13010), which bends by two numbers that are learned in each layer. The block has no gate.
    /// </summary>
    Xielu,
}
