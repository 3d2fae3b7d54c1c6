using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds projections to a graph, with their biases and LoRA branches.</summary>
/// <param name="graph">The graph.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="lora">Adds the LoRA branches.</param>
/// <param name="isQuantized">Whether the checkpoint has quantized integer matrices.</param>
internal sealed class DecoderProjections(OnnxGraph graph, GraphWeights weights, LoraBranches lora, bool isQuantized)
{
    // For narrower outputs, padded rows gain less than the copy costs.
    private const int WorthACopy = 2048;

    private readonly Dictionary<string, string> _padded = new(StringComparer.Ordinal);
    private (string Zeros, string Axis)? _zeros;

    /// <summary>Returns whether a projection's matrix is quantized on export.</summary>
    /// <param name="name">HuggingFace's name of the projection.</param>
    /// <param name="inputs">Width of the input.</param>
    /// <param name="outputs">Width of the output.</param>
    public bool IsRounded(string name, int inputs, int outputs) => weights.IsRounded($"{name}.weight", outputs, inputs);

    /// <summary>
    /// Returns the width of the rows between some projections and the next: padded where that requires only zeros in their matrices.
    /// </summary>
    /// <param name="outOf">HuggingFace's names of the projections whose output they are.</param>
    /// <param name="into">HuggingFace's name of the projection whose input they are.</param>
    /// <param name="width">Width of the other side of each projection.</param>
    /// <param name="values">Number of values in a row.</param>
    public RowWidth Between(string[] outOf, string into, int width, int values)
    {
        var canBePadded = CanBePadded(into, values, width) && !lora.Takes(into, width)
            && Array.TrueForAll(outOf, name => CanBePadded(name, width, values) && !lora.Takes(name, values));
        return canBePadded ? RowWidth.Padded(values) : values;
    }

    /// <summary>Adds a projection.</summary>
    /// <param name="name">HuggingFace's name of the projection.</param>
    /// <param name="input">Name of the values.</param>
    /// <param name="inputs">Width of the input.</param>
    /// <param name="outputs">Width of the output.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <returns>The name of the output.</returns>
    public string Add(string name, string input, RowWidth inputs, RowWidth outputs, bool hasBias)
    {
        var (rows, width) = inputs.Padding == 0 && CanBePadded(name, inputs.Values, outputs.Values) ? Padded(input, inputs, outputs) : (input, inputs);
        var product = weights.Product(name, rows, $"{name}.weight", outputs, width);
        var output = hasBias ? graph.Node("Add", $"{name}.biased", [product, weights.Vector($"{name}.bias", outputs)]) : product;
        return lora.Adapt(name, input, output, inputs.Values, outputs.Values);
    }

    // Rows without padding are copied once for all projections that read them, where that is worth it.
    private (string Rows, RowWidth Width) Padded(string input, RowWidth inputs, RowWidth outputs)
    {
        var padded = RowWidth.Padded(inputs.Values);
        if (padded.Padding == 0)
        {
            return (input, inputs);
        }

        if (!_padded.TryGetValue(input, out var rows) && outputs.Values >= WorthACopy)
        {
            _padded[input] = rows = WithPadding(input, padded.Padding);
        }

        return rows is null ? (input, inputs) : (rows, padded);
    }

    private string WithPadding(string input, int count)
    {
        var (zeros, axis) = _zeros ??= (graph.Constant("rows.zeros", [0, count]), graph.Constant("rows.axis", [-1]));
        return graph.Node("Pad", $"{input}.apart", [input, zeros, string.Empty, axis]);
    }

    // 16-bit graphs are for GPUs, and quantized integer matrices cannot be padded.
    private bool CanBePadded(string name, int inputs, int outputs) =>
        weights.Computed == OnnxElementType.Float && !isQuantized && !IsRounded(name, inputs, outputs);
}
