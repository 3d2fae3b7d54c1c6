namespace CLiKA.Onnx.Architectures;

/// <summary>What the gate of a feed-forward block goes through.</summary>
public enum GateActivation
{
    /// <summary>x sigmoid(x).</summary>
    Silu,

    /// <summary>The Gaussian error linear unit, approximated by a hyperbolic tangent (<c>gelu_pytorch_tanh</c>).</summary>
    GeluTanh,
}
