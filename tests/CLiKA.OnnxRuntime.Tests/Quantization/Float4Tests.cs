using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Quantization;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>
/// Matrices of 4-bit floating-point numbers have the values of their standards, as Reference/float4.py computes them and printed to float4.txt: for all
/// sixteen numbers, and scales from the smallest to the largest.
/// </summary>
public sealed class Float4Tests : IDisposable
{
    private const int Rows = 4;
    private const int Columns = 64;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("compressed-tensors-nvfp4")]
    [InlineData("compressed-tensors-mxfp4")]
    [InlineData("modelopt-nvfp4")]
    public void Values_equal_those_of_the_standards_bit_by_bit(string name)
    {
        var fields = ReferenceFields.Of("float4.txt", name);
        var expected = ReferenceFields.Floats(fields["expected"]);
        var isOfModelOpt = name.StartsWith("modelopt", StringComparison.Ordinal);
        using var checkpoint = isOfModelOpt ? Write(fields, "weight", "weight_scale_2") : Write(fields);

        var matrix = (isOfModelOpt ? new ModelOptQuantization("") : (CheckpointQuantization)Compressed).Find(checkpoint, "q_proj", Rows, Columns)!;

        var (all, middle) = (new float[Rows * Columns], new float[2 * Columns]);
        matrix.Read(0, all);
        matrix.Read(1, middle);
        all.Should().Equal(expected);
        middle.Should().Equal(expected[Columns..(3 * Columns)]);
    }

    [Fact]
    public void Inputs_that_do_not_fill_the_last_block_are_an_error()
    {
        using var checkpoint = Write(ReferenceFields.Of("float4.txt", "compressed-tensors-nvfp4"));

        FluentActions.Invoking(() => Compressed.Find(checkpoint, "q_proj", Rows, 56)).Should().Throw<InvalidInputException>()
            .WithMessage($"{_folder["model.safetensors"]}: 'q_proj.weight_scale' belongs to a matrix with 56 inputs; expected a multiple of 16, the size of a block.");
    }

    private static CompressedTensorsQuantization Compressed => new("", HasFloat4: true, [], [], HasZeros: false, IsReordered: false, Tile: null);

    private SafetensorsCheckpoint Write(Dictionary<string, string> fields, string numbers = "weight_packed", string whole = "weight_global_scale")
    {
        var scales = Convert.FromBase64String(fields["scale"]);
        List<CheckpointTensor> tensors =
        [
            new($"q_proj.{numbers}", "U8", [Rows, Columns / 2], Convert.FromBase64String(fields["packed"])),
            new("q_proj.weight_scale", fields.ContainsKey("global") ? "F8_E4M3" : "U8", [Rows, scales.Length / Rows], scales),
        ];
        if (fields.TryGetValue("global", out var value))
        {
            tensors.Add(Packing.Floats($"q_proj.{whole}", [1], ReferenceFields.Floats(value)));
        }

        SmallCheckpoint.WriteTensors(_folder["model.safetensors"], tensors);
        return SafetensorsCheckpoint.Open(_folder.Path);
    }
}
