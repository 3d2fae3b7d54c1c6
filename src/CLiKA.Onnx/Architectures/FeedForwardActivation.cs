namespace CLiKA.Onnx.Architectures;

/// <summary>The activation function of a feed-forward block.</summary>
public enum FeedForwardActivation
{
    /// <summary>x sigmoid(x).</summary>
    Silu,

    /// <summary>The Gaussian error linear unit: x times the standard normal distribution function at x.</summary>
    Gelu,

    /// <summary><see cref="Gelu"/>, approximated by a hyperbolic tangent (<c>gelu_pytorch_tanh</c>, <c>gelu_new</c>).</summary>
    GeluTanh,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>The square of <see cref="Relu"/> (<c>relu2</c>).</summary>
    SquaredRelu,

    /// <summary>xIELU (Huang and Schlag, arXiv 2411.13010), with two parameters that are learned in each layer.</summary>
    Xielu,
}
