using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads the activation function of feed-forward blocks without a gate.</summary>
internal static class ActivationReader
{
    private static readonly Dictionary<string, FeedForwardActivation> Activations = new(StringComparer.Ordinal)
    {
        ["gelu"] = FeedForwardActivation.Gelu,
        ["gelu_fast"] = FeedForwardActivation.GeluTanh,
        ["gelu_new"] = FeedForwardActivation.GeluTanh,
        ["gelu_pytorch_tanh"] = FeedForwardActivation.GeluTanh,
        ["relu"] = FeedForwardActivation.Relu,
        ["relu2"] = FeedForwardActivation.SquaredRelu,
        ["silu"] = FeedForwardActivation.Silu,
    };

    /// <summary>Reads it.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="name">Name of the property.</param>
    public static FeedForwardActivation Read(JsonRecord json, string name) => Activations.TryGetValue(json.Text(name), out var activation)
        ? activation
        : throw json.Error($"'{name}' is '{json.Text(name)}'; expected {string.Join(", ", Activations.Keys)}.");
}
