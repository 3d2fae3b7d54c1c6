namespace CLiKA.Onnx.Architectures;

/// <summary>What values go through inside a feed-forward block.</summary>
public enum FeedForwardActivation
{
    /// <summary>x sigmoid(x).</summary>
    Silu,

    /// <summary>The Gaussian error linear unit, x times the share of a normal distribution that lies below x.</summary>
    Gelu,

    /// <summary>The same, approximated by a hyperbolic tangent (<c>gelu_pytorch_tanh</c>, <c>gelu_new</c>).</summary>
    GeluTanh,

    /// <summary>x above 0, and 0 below.</summary>
    Relu,

    /// <summary>The square of that (<c>relu2</c>).</summary>
    SquaredRelu,

    /// <summary>xIELU (Huang and Schlag, arXiv 2411.13010), which bends by two numbers that are learned in each layer.</summary>
    Xielu,
}
