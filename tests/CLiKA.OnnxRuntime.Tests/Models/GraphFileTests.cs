using System.Text;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>Which graph is used where a folder has graphs with unusual names.</summary>
public sealed class GraphFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GraphFileTests()
    {
        SmallModel.Write(_folder);
        Directory.CreateDirectory(_folder["onnx"]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("onnx/model_fp16.onnx")]
    [InlineData("onnx/model_q4.onnx")]
    [InlineData("model_quantized.onnx")]
    public void The_only_graph_is_taken(string name)
    {
        File.Move(_folder["model.onnx"], _folder[name]);

        using var answerer = OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu });

        answerer.Folder.GraphPath.Should().Be(_folder[name]);
    }

    [Fact]
    public void A_usual_name_goes_before_others()
    {
        File.Copy(_folder["model.onnx"], _folder["model_int8.onnx"]);
        File.Move(_folder["model.onnx"], _folder["onnx/model.onnx"]);

        ModelFolder.Open(_folder.Path).GraphPath.Should().Be(_folder["onnx/model.onnx"]);
    }

    [Fact]
    public void Several_graphs_are_listed()
    {
        File.Copy(_folder["model.onnx"], _folder["onnx/model_q4.onnx"]);
        File.Copy(_folder["model.onnx"], _folder["onnx/model_int8.onnx"]);
        File.Move(_folder["model.onnx"], _folder["model_fp16.onnx"]);

        Opening().Should().Throw<InvalidInputException>().WithMessage(
            $"{_folder.Path}: has several graphs: model_fp16.onnx, onnx/model_int8.onnx, onnx/model_q4.onnx; "
            + "expected one. Keep the one to ask, or name it model.onnx.");
    }

    [Fact]
    public void No_graph_at_all_is_named()
    {
        File.Delete(_folder["model.onnx"]);

        Opening().Should().Throw<InvalidInputException>().WithMessage($"{_folder["model.onnx"]}: no such file*");
    }

    // PyTorch's exporter can write each matrix to a file of its own, named like the matrix.
    [Theory]
    [InlineData("model_q4.onnx_data")]
    [InlineData("model_q4.onnx.data")]
    [InlineData("onnx__MatMul_12345")]
    public void Sums_have_to_list_the_weights_beside_the_graph_and_they_are_part_of_its_own(string weights)
    {
        const string Written = "model_q4.onnx_data";
        File.Delete(_folder["model.onnx"]);
        DecoderGraph.Write(
            _folder["onnx/model_q4.onnx"], SmallLlama.Grouped, new ArrayWeights(SmallModel.Weights), WeightType.Float32, largestFile: 4096);
        File.Move(_folder[$"onnx/{Written}"], _folder[$"onnx/{weights}"]);
        var graph = Encoding.Latin1.GetString(File.ReadAllBytes(_folder["onnx/model_q4.onnx"])).Replace(Written, weights, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["onnx/model_q4.onnx"], Encoding.Latin1.GetBytes(graph));
        File.WriteAllText(_folder["onnx/model_q4.onnx.txt"], "a note");
        SmallModel.WriteSums(_folder, "onnx/model_q4.onnx", "tokenizer.json", "config.json");
        Opening().Should().Throw<InvalidInputException>().WithMessage($"*SHA256SUMS: does not list onnx/{weights};*");

        SmallModel.WriteSums(_folder, "onnx/model_q4.onnx", $"onnx/{weights}", "tokenizer.json", "config.json");
        var folder = ModelFolder.Open(_folder.Path);
        folder.GraphPath.Should().Be(_folder["onnx/model_q4.onnx"]);
        var sum = folder.HashOfWeights();
        File.AppendAllText(_folder["onnx/model_q4.onnx.txt"], "!");
        ModelFolder.Open(_folder.Path).HashOfWeights().Should().Be(sum);
        File.AppendAllText(_folder[$"onnx/{weights}"], "!");
        File.Delete(_folder["SHA256SUMS"]);
        ModelFolder.Open(_folder.Path).HashOfWeights().Should().NotBe(sum);
    }

    private Action Opening() => () => ModelFolder.Open(_folder.Path);
}
