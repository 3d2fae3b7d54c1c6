using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Decoders;
using CLiKA.Onnx.Files;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Adapters;

/// <summary>Matrices of 32 bits, some of which have LoRA inputs, in the graphs of other exporters.</summary>
internal sealed class AdaptedProjection(params string[] projections) : IProjection
{
    public OnnxElementType Type => OnnxElementType.Float;

    // Each has an adapter of its own.
    public bool JoinsQueriesKeysAndValues => false;

    public string Multiply(OnnxGraph graph, string name, string input, float[] weight, int inputs)
    {
        var outputs = weight.Length / inputs;
        var matrix = Tensors.Floats(graph, $"{name}.weight", Type, [inputs, outputs], Tensors.Transposed(weight, inputs));
        var weights = new GraphWeights(graph, new ArrayWeights(_ => []), WeightType.Float32);
        return new LoraBranches(graph, SmallLlama.Grouped, weights, projections)
            .Adapt(name, input, graph.Node("MatMul", name, [input, matrix]), inputs, outputs);
    }

    public float[] Remaining(float[] weight, int inputs) => weight;
}
