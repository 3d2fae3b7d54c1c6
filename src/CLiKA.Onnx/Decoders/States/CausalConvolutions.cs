using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.States;

/// <summary>
/// Adds causal convolutions of every channel by itself to a graph, in 32 bits. ONNX Runtime's operator adds up the tokens of a channel one after the other,
/// so that the last bits depend neither on the length of a row nor on the rows beside it.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="states">Adds the states.</param>
internal sealed class CausalConvolutions(OnnxGraph graph, GraphWeights weights, LayerStates states)
{
    /// <summary>Adds a convolution.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="name">HuggingFace's name of the convolution.</param>
    /// <param name="input">Name of the values [batch, sequence, channels].</param>
    /// <param name="channels">Number of channels.</param>
    /// <param name="length">Number of tokens that it sees, including its own.</param>
    /// <param name="hasBias">Whether it has a bias.</param>
    /// <param name="activation">The activation of its output: <c>none</c> or <c>silu</c>.</param>
    /// <returns>The name of the output [batch, sequence, channels].</returns>
    public string Add(int layer, string name, string input, int channels, int length, bool hasBias, string activation)
    {
        var (past, present) = states.Add("conv", layer, length - 1, channels);
        var kernel = weights.InSingle($"{name}.weight", channels, 1, length);
        var bias = hasBias ? weights.InSingle($"{name}.bias", channels) : string.Empty;
        graph.Node(
            "com.microsoft:CausalConvWithState",
            [name, present],
            [input, kernel, bias, past],
            ("activation", activation), ("channels_last", 1));
        return name;
    }
}
