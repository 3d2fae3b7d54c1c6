using CLiKA.Onnx.Files;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Matrices of floating-point numbers, of 16 bits in a graph that computes with 16 bits, as the model builder writes it for GPUs.</summary>
/// <param name="type">Type of the numbers.</param>
internal sealed class FloatProjection(OnnxElementType type) : IProjection
{
    public OnnxElementType Type => type;

    public string Multiply(OnnxGraph graph, string name, string input, float[] weight, int inputs)
    {
        var transposed = Tensors.Transposed(weight, inputs);
        return graph.Node(
            "MatMul", name, [input, Tensors.Floats(graph, $"{name}.weight", Type, [inputs, weight.Length / inputs], transposed)]);
    }

    public float[] Remaining(float[] weight, int inputs) =>
        type == OnnxElementType.Float16 ? Array.ConvertAll(weight, value => (float)(Half)value) : weight;
}
