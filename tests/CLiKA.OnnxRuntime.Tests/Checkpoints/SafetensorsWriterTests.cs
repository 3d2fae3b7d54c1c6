using System.Buffers.Binary;
using System.Text;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Laid out by hand after the format's description (huggingface/safetensors, README.md, "Format"): the header's length in eight bytes,
    // a JSON header that begins with '{' and may be padded with spaces, and the data without gaps, each tensor where its offsets say.
    [Theory]
    [InlineData(WeightType.Float32, "F32", 4, "000000C0" + "0000003F" + "0000803F")]
    [InlineData(WeightType.Float16, "F16", 2, "00C0" + "0038" + "003C")]
    public void The_file_is_laid_out_as_the_format_says(WeightType type, string name, int size, string data)
    {
        float[] Values(string tensor) => tensor == "a" ? [-2, 0.5f] : [1];
        SafetensorsWriter.Write(_folder["x.safetensors"], [("b", [1]), ("a", [2, 1])], Values, type);

        var bytes = File.ReadAllBytes(_folder["x.safetensors"]);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var header = Encoding.UTF8.GetString(bytes, 8, length);
        header.TrimEnd().Should().Be(
            """{"__metadata__":{"format":"pt"},"""
            + $"\"a\":{{\"dtype\":\"{name}\",\"shape\":[2,1],\"data_offsets\":[0,{2 * size}]}},"
            + $"\"b\":{{\"dtype\":\"{name}\",\"shape\":[1],\"data_offsets\":[{2 * size},{3 * size}]}}}}");
        (length % 8).Should().Be(0, "HuggingFace's writer aligns the data so");
        Convert.ToHexString(bytes.AsSpan(8 + length)).Should().Be(data);
    }

    [Theory]
    [InlineData(WeightType.Float32, WeightType.Float32)]
    [InlineData(WeightType.Float16Compute, WeightType.Float16)]
    public void A_written_checkpoint_is_exported_to_the_same_graph(WeightType stored, WeightType graph)
    {
        var configuration = SmallLlama.Grouped;
        var weights = SmallLlama.Weights(configuration);
        SafetensorsWriter.Write(_folder["model.safetensors"], [.. SmallLlama.Names(configuration).Select(ShapeOf)], weights, stored);

        using (var checkpoint = SafetensorsCheckpoint.Open(_folder.Path))
        {
            DecoderGraph.Write(_folder["read.onnx"], configuration, checkpoint, graph);
        }

        DecoderGraph.Write(_folder["model.onnx"], configuration, weights, graph);
        File.ReadAllBytes(_folder["read.onnx"]).Should().Equal(File.ReadAllBytes(_folder["model.onnx"]));

        (string, int[]) ShapeOf(string name) => SmallLlama.Shape(configuration, name) is (1, var size)
            ? (name, [size])
            : (name, [SmallLlama.Shape(configuration, name).Rows, SmallLlama.Shape(configuration, name).Columns]);
    }

    [Fact]
    public void An_output_that_cannot_be_written_is_named_and_leaves_no_file()
    {
        var large = () => SafetensorsWriter.Write(_folder["x"], [("wide", [2])], _ => [1, 70_000], WeightType.Float16);
        var twice = () => SafetensorsWriter.Write(_folder["x"], [("same", [1]), ("same", [1])], _ => [1], WeightType.Float32);
        var few = () => SafetensorsWriter.Write(_folder["x"], [("short", [3])], _ => [1], WeightType.Float32);

        large.Should().Throw<ArgumentException>().WithMessage("*'wide' has the value 70000*");
        twice.Should().Throw<ArgumentException>().WithMessage("*'same' occurs twice*");
        few.Should().Throw<ArgumentException>().WithMessage("*'short' has 1 values; expected 3*");
        Directory.EnumerateFiles(_folder.Path).Should().BeEmpty();
    }
}
