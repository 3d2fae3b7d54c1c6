using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Files;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>
/// Exported graphs have only operators with CUDA kernels. ONNX Runtime computes others on the host, copying a layer's values there and
/// back without a warning.
/// </summary>
public sealed class CudaOperatorsTests : IDisposable
{
    // ModelProto's, GraphProto's and NodeProto's.
    private const int NodeField = 1;
    private const int OperatorField = 4;

    // Each was placed on CUDA by the provider of ONNX Runtime 1.31.0, in graphs of ours that compute with 32 and with 16 bits; except for Sqrt and those of
    // layers with a state, the first line, of which the provider's library names kernels for 32 bits.
    private static readonly string[] OnCuda =
    [
        "CausalConvWithState", "GatedRMSNorm", "LinearAttention", "LinearAttentionGate", "Sqrt",
        "Abs", "Add", "Attention", "Cast", "Clip", "Compress", "Concat", "Div", "Equal", "Exp", "Expand", "Gather", "GatherElements", "GatherND", "Gelu",
        "Greater", "LayerNormalization", "LessOrEqual", "MatMul", "Max", "Min", "Mod", "Mul", "Pad", "RMSNormalization", "Range", "Reciprocal", "ReduceSum",
        "Relu", "Reshape", "RotaryEmbedding", "Shape", "Sigmoid", "Slice", "Softmax", "Softplus", "Split", "Squeeze", "Sub", "Sum", "Tanh", "TopK",
        "Transpose", "Unsqueeze", "Where",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _target = new();

    public void Dispose()
    {
        _folder.Dispose();
        _target.Dispose();
    }

    public static TheoryData<string> Architectures => new(SmallArchitecture.Names);

    [Theory]
    [MemberData(nameof(Architectures))]
    public void CUDA_has_kernels_for_all_operators_of_a_graph(string name)
    {
        SmallArchitecture.Named(name).Write(_folder);
        CheckpointExport.Write(_folder.Path, _target.Path, WeightType.Float16Compute);

        Operators(_target["model.onnx"]).Should().BeSubsetOf(OnCuda);
    }

    [Fact]
    public void CUDA_has_kernels_for_additional_operators_of_32_bit_graphs()
    {
        DecoderGraph.Write(_target["model.onnx"], SmallLlama.Wide, SmallLlama.Weights(SmallLlama.Wide), WeightType.Float32, [.. LoraProjections.All]);

        Operators(_target["model.onnx"]).Should().Contain("Pad").And.BeSubsetOf(OnCuda);
    }

    private static List<string> Operators(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        List<ProtobufField> Fields(ProtobufField whole, int number) =>
            [.. ProtobufField.Of(reader, whole.Begin, whole.End).Where(field => field.Number == number)];
        var graph = ProtobufField.Of(reader, 0, reader.BaseStream.Length).Single(field => field.Number == StoredGraph.GraphField);
        return [.. Fields(graph, NodeField).Select(node => Fields(node, OperatorField)[0].Text(reader)).Distinct()];
    }
}
