using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Models;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Devices;

/// <summary>A graph that is requested on a GPU must not compute elsewhere.</summary>
public sealed class NodePlacementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Products_and_attention_outside_CUDA_are_named()
    {
        var profile = Profile();

        var outside = NodePlacement.Read(profile).Outside(SessionOpener.CudaProvider);

        outside.Should().Contain(
        [
            "model.layers.0.self_attn.q_proj (MatMul, on CPUExecutionProvider)",
            "model.layers.1.self_attn.attention (Attention, on CPUExecutionProvider)",
            "logits (MatMul, on CPUExecutionProvider)",
        ]);
        outside.Should().OnlyHaveUniqueItems().And.NotContain(node => node.Contains("Gather", StringComparison.Ordinal));
        NodePlacement.Read(profile).Outside("CPUExecutionProvider").Should().BeEmpty();
    }

    [Theory]
    [InlineData("FusedMatMul")]
    [InlineData("MatMulNBits")]
    [InlineData("MatMulIntegerToFloat")]
    [InlineData("QLinearMatMul")]
    [InlineData("FusedGemm")]
    [InlineData("Einsum")]
    [InlineData("FusedConv")]
    [InlineData("GroupQueryAttention")]
    [InlineData("MultiHeadAttention")]
    [InlineData("QMoE")]
    [InlineData("DequantizeLinear")]
    public void Heavy_operators_of_every_kind_are_named(string operation)
    {
        File.WriteAllText(_folder["profile.json"], $$"""
            [
              { "cat": "Session", "name": "model_run" },
              { "cat": "Node", "name": "one_kernel_time", "args": { "op_name": "{{operation}}", "provider": "CPUExecutionProvider" } },
              { "cat": "Node", "name": "two_kernel_time", "args": { "op_name": "{{operation}}", "provider": "CUDAExecutionProvider" } },
              { "cat": "Node", "name": "three_kernel_time", "args": { "op_name": "Concat", "provider": "CPUExecutionProvider" } }
            ]
            """);

        NodePlacement.Read(_folder["profile.json"]).Outside(SessionOpener.CudaProvider).Should().Equal($"one ({operation}, on CPUExecutionProvider)");
    }

    // Entries as ONNX Runtime writes them: a quantized bias, and a quantized matrix.
    [Theory]
    [InlineData("[16]", false)]
    [InlineData("[8,16]", true)]
    public void The_dequantization_of_a_matrix_is_heavy_and_that_of_a_bias_is_not(string shape, bool isHeavy)
    {
        File.WriteAllText(_folder["profile.json"], $$"""
            [
              { "cat": "Node", "name": "stored_kernel_time", "args": { "op_name": "DequantizeLinear", "provider": "CPUExecutionProvider",
                "input_type_shape": [{"int32":{{shape}}},{"float":[]}], "output_type_shape": [{"float":{{shape}}}] } },
              { "cat": "Node", "name": "product_kernel_time", "args": { "op_name": "Gemm", "provider": "CUDAExecutionProvider" } }
            ]
            """);

        NodePlacement.Read(_folder["profile.json"]).Outside(SessionOpener.CudaProvider)
            .Should().Equal(isHeavy ? ["stored (DequantizeLinear, on CPUExecutionProvider)"] : []);
    }

    [Fact]
    public void A_graph_that_fell_back_to_the_CPU_is_refused()
    {
        var (path, open, model) = Open();
        using (open)
        {
            FluentActions.Invoking(() => GraphReader.Read(path, open, model.Configuration))
                .Should().Throw<InvalidInputException>()
                .WithMessage($"{path}: ONNX Runtime runs * heavy operators outside CUDA: *(MatMul, on CPUExecutionProvider); *Export the graph for CUDA*");
        }

        Directory.Exists(_folder["profiles"]).Should().BeFalse();
    }

    [Theory]
    [InlineData(6, WeightType.Float16Compute, "the heads of 'past_key_values.0.key' have 6 numbers of 16 bits.*mixes up*Set the device to cpu.")]
    [InlineData(6, WeightType.Float32, "*outside CUDA*")]
    [InlineData(8, WeightType.Float16Compute, "*outside CUDA*")]
    public void Heads_that_CUDA_would_mix_up_are_refused(int headSize, WeightType type, string message)
    {
        var (path, open, model) = Open(SmallLlama.Grouped with { HeadSize = headSize }, type);
        using (open)
        {
            FluentActions.Invoking(() => GraphReader.Read(path, open, model.Configuration))
                .Should().Throw<InvalidInputException>().WithMessage($"{path}: {message}");
        }
    }

    // As with a graph that was quantized for CPUs, on a machine with a GPU.
    [Theory]
    [InlineData(DeviceKind.Auto)]
    [InlineData(DeviceKind.Cuda)]
    public void With_auto_a_graph_that_fell_back_runs_on_the_CPU(DeviceKind kind)
    {
        var (path, open, model) = Open();
        (OpenSession Open, IDecoderGraph) ReadHereOrOnCpu() =>
            SessionOpener.ReadHereOrOnCpu(
                open,
                new(kind, 0),
                session => GraphReader.Read(path, session, model.Configuration),
                why => SessionOpener.OnCpu(path, 1, why, adapter: null));

        if (kind == DeviceKind.Auto)
        {
            using var taken = ReadHereOrOnCpu().Open;
            taken.DeviceClass.Should().Be("cpu");
            taken.Device.Should().Match($"CPU, 1 thread (auto: {path}: ONNX Runtime runs * outside CUDA: *)");
        }
        else
        {
            FluentActions.Invoking(ReadHereOrOnCpu).Should().Throw<InvalidInputException>().WithMessage("*outside CUDA*");
        }

        Directory.Exists(_folder["profiles"]).Should().BeFalse();
    }

    [Theory]
    [InlineData("cuDNN is unavailable for CUDA Execution Provider: dlopen failed for libcudnn.so", "ONNX Runtime cannot run it on CUDA: *dlopen failed*")]
    [InlineData("Failed to allocate memory for requested buffer of size 4294967296", "the device has too little memory for it: *4294967296*")]
    public void A_graph_that_fails_on_CUDA_is_refused_with_the_runtimes_message(string said, string message)
    {
        var (path, open, model) = Open();
        using (open)
        {
            var device = new SmallDevice(PrefixGraph.Read(path, open, model.Configuration)) { MaximumRows = 0, Message = said };
            FluentActions.Invoking(() => PlacementCheck.Run(path, open, device, 320))
                .Should().Throw<InvalidInputException>().WithMessage($"{path}: {message}");
        }

        Directory.Exists(_folder["profiles"]).Should().BeFalse();
    }

    [Fact]
    public void A_refused_graph_leaves_no_profile()
    {
        var (_, open, _) = Open();

        FluentActions.Invoking(() => SessionOpener.ReadHereOrOnCpu<IDecoderGraph>(
            open, new(DeviceKind.Cuda, 0), _ => throw new InvalidInputException("model.onnx", "CLiKA cannot ask this graph."), _ => open))
            .Should().Throw<InvalidInputException>();

        Directory.Exists(_folder["profiles"]).Should().BeFalse();
    }

    [Theory]
    [InlineData("[]", "*contains no matrix product*")]
    [InlineData("[{\"cat\":\"Node\"}]", "*not a profile of ONNX Runtime*")]
    [InlineData("{", "*not a profile of ONNX Runtime*")]
    public void A_profile_without_products_is_an_error(string text, string message)
    {
        File.WriteAllText(_folder["profile.json"], text);

        FluentActions.Invoking(() => NodePlacement.Read(_folder["profile.json"]).Outside("CPUExecutionProvider"))
            .Should().Throw<InvalidInputException>().WithMessage(message);
    }

    [Fact]
    public void A_missing_profile_hides_no_error()
    {
        var (_, open, _) = Open();
        Directory.Delete(_folder["profiles"], recursive: true);

        FluentActions.Invoking(open.Dispose).Should().NotThrow();
    }

    private (string Path, OpenSession Open, ModelFolder Model) Open(DecoderConfiguration? configuration = null, WeightType type = WeightType.Float32)
    {
        SmallModel.Write(_folder, configuration, type: type);
        Directory.CreateDirectory(_folder["profiles"]);

        // The switch takes the prefix that it finds.
        using var options = new SessionOptions { ProfileOutputPathPrefix = Path.Combine(_folder["profiles"], "profile"), EnableProfiling = true };
        var session = new InferenceSession(_folder["model.onnx"], options);
        var open = new OpenSession(session, OrtMemoryInfo.DefaultInstance, "cuda", "in name only", 1) { ProfileFolder = _folder["profiles"] };
        return (_folder["model.onnx"], open, ModelFolder.Open(_folder.Path));
    }

    private string Profile()
    {
        var (path, open, model) = Open();
        using (open)
        {
            using var runner = PrefixGraph.Read(path, open, model.Configuration).Begin([]);
            runner.Run([[new Row(0, 0, [1, 2, 3], [[new(0, 0, 0)]])]], (_, _, _) => { });
            File.Move(open.Session.EndProfiling(), _folder["kept.json"]);
            return _folder["kept.json"];
        }
    }
}
