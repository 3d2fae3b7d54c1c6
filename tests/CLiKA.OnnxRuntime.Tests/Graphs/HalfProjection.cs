using CLiKA.Onnx;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Matrices of 16-bit numbers in a graph that computes with 16 bits, as the model builder writes it for GPUs.</summary>
internal sealed class HalfProjection : IProjection
{
    public OnnxElementType Type => OnnxElementType.Float16;

    public string Multiply(OnnxGraph graph, string name, string input, float[] weight, int inputs)
    {
        var turned = Tensors.Turned(weight, inputs);
        return graph.Node(
            "MatMul", name, [input, Tensors.Floats(graph, $"{name}.weight", Type, [inputs, weight.Length / inputs], turned)]);
    }

    public float[] Remaining(float[] weight, int inputs) => Array.ConvertAll(weight, value => (float)(Half)value);
}
