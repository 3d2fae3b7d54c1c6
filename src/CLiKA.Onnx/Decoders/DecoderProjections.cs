using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds to a graph what multiplies by a matrix, with its bias and its adapter.</summary>
/// <param name="graph">The graph.</param>
/// <param name="weights">Gives the weights.</param>
/// <param name="lora">The projections that take adapters.</param>
/// <param name="areOfNumbers">Whether the checkpoint has matrices of whole numbers.</param>
internal sealed class DecoderProjections(OnnxGraph graph, GraphWeights weights, LoraBranches lora, bool areOfNumbers)
{
    // Narrower products gain less by rows that lie apart than the copy takes.
    private const int WorthACopy = 2048;

    private readonly Dictionary<string, string> _apart = new(StringComparer.Ordinal);
    private (string Zeros, string Axis)? _zeros;

    /// <summary>Whether a projection's matrix is rounded to whole numbers as it passes.</summary>
    /// <param name="name">HuggingFace's name of the projection.</param>
    /// <param name="inputs">Width of what goes in.</param>
    /// <param name="outputs">Width of what comes out.</param>
    public bool IsRounded(string name, int inputs, int outputs) => weights.IsRounded($"{name}.weight", outputs, inputs);

    /// <summary>
    /// How wide the rows are that go from some projections into another: apart, where it takes nothing but zeros in their matrices.
    /// </summary>
    /// <param name="outOf">HuggingFace's names of the projections that they come out of.</param>
    /// <param name="into">HuggingFace's name of the projection that they go into.</param>
    /// <param name="width">Width on the other side of each of them.</param>
    /// <param name="values">Values of a row.</param>
    public RowWidth Between(string[] outOf, string into, int width, int values)
    {
        var mayBeApart = MayBeApart(into, values, width) && !lora.Takes(into, width)
            && Array.TrueForAll(outOf, name => MayBeApart(name, width, values) && !lora.Takes(name, values));
        return mayBeApart ? RowWidth.Apart(values) : values;
    }

    /// <summary>Adds a projection.</summary>
    /// <param name="name">HuggingFace's name of the projection.</param>
    /// <param name="input">Name of the values.</param>
    /// <param name="inputs">Width of what goes in.</param>
    /// <param name="outputs">Width of what comes out.</param>
    /// <param name="hasBias">Whether a bias is added.</param>
    /// <returns>The name of what comes out.</returns>
    public string Add(string name, string input, RowWidth inputs, RowWidth outputs, bool hasBias)
    {
        var (rows, width) = inputs.Zeros == 0 && MayBeApart(name, inputs.Values, outputs.Values) ? SetApart(input, inputs, outputs) : (input, inputs);
        var product = weights.Product(name, rows, $"{name}.weight", outputs, width);
        var output = hasBias ? graph.Node("Add", $"{name}.biased", [product, weights.Vector($"{name}.bias", outputs)]) : product;
        return lora.Adapt(name, input, output, inputs.Values, outputs.Values);
    }

    // Rows that come with no zeros are copied, once for all that read them, which has to be worth it.
    private (string Rows, RowWidth Width) SetApart(string input, RowWidth inputs, RowWidth outputs)
    {
        var apart = RowWidth.Apart(inputs.Values);
        if (apart.Zeros == 0)
        {
            return (input, inputs);
        }

        if (!_apart.TryGetValue(input, out var rows) && outputs.Values >= WorthACopy)
        {
            _apart[input] = rows = WithZeros(input, apart.Zeros);
        }

        return rows is null ? (input, inputs) : (rows, apart);
    }

    private string WithZeros(string input, int count)
    {
        var (zeros, axis) = _zeros ??= (graph.Constant("rows.zeros", [0, count]), graph.Constant("rows.axis", [-1]));
        return graph.Node("Pad", $"{input}.apart", [input, zeros, string.Empty, axis]);
    }

    // Graphs of 16 bits are for GPUs, and matrices of whole numbers have no place for zeros.
    private bool MayBeApart(string name, int inputs, int outputs) =>
        weights.Computed == OnnxElementType.Float && !areOfNumbers && !IsRounded(name, inputs, outputs);
}
