using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>Which graph is asked, where a folder holds others than the usual ones.</summary>
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
            $"{_folder.Path}: holds several graphs: model_fp16.onnx, onnx/model_int8.onnx, onnx/model_q4.onnx; "
            + "expected model.onnx, or only one: keep the one to be asked.");
    }

    [Fact]
    public void No_graph_at_all_is_named()
    {
        File.Delete(_folder["model.onnx"]);

        Opening().Should().Throw<InvalidInputException>().WithMessage($"{_folder["model.onnx"]}: no such file*");
    }

    [Theory]
    [InlineData("onnx/model_q4.onnx_data")]
    [InlineData("onnx/model_q4.onnx_data_1")]
    [InlineData("onnx/model_q4.onnx.data")]
    public void Sums_have_to_list_the_weights_beside_the_graph(string weights)
    {
        File.Move(_folder["model.onnx"], _folder["onnx/model_q4.onnx"]);
        File.WriteAllText(_folder[weights], "weights");
        File.WriteAllText(_folder["onnx/model_q4.onnx.txt"], "a note");
        SmallModel.WriteSums(_folder, "onnx/model_q4.onnx", "tokenizer.json", "config.json");
        Opening().Should().Throw<InvalidInputException>().WithMessage($"*SHA256SUMS: does not list {weights};*");

        SmallModel.WriteSums(_folder, "onnx/model_q4.onnx", weights, "tokenizer.json", "config.json");
        ModelFolder.Open(_folder.Path).GraphPath.Should().Be(_folder["onnx/model_q4.onnx"]);
    }

    private Action Opening() => () => ModelFolder.Open(_folder.Path);
}
