using System.Runtime.InteropServices;
using System.Text;
using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Quantization;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>
/// Matrices of bitsandbytes have the values that its own computation gives them: Reference/bitsandbytes.txt, which bitsandbytes.py printed.
/// </summary>
public sealed class BitsAndBytesTests : IDisposable
{
    private const int Rows = 4;
    private const int Columns = 40;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nf4")]
    [InlineData("fp4")]
    public void Values_equal_those_of_bitsandbytes_bit_by_bit(string type)
    {
        var fields = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Quantization", "Reference", "bitsandbytes.txt"))
            .Select(line => line.Split(' ', 3)).Where(line => line[0] == type).ToDictionary(line => line[1], line => line[2]);
        var expected = MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(fields["expected"])).ToArray();
        using var checkpoint = Write(type, fields);

        var matrix = new BitsAndBytesQuantization(type).Find(checkpoint, "q_proj", Rows, Columns)!;

        var (all, middle) = (new float[Rows * Columns], new float[2 * Columns]);
        matrix.Read(0, all);
        matrix.Read(1, middle);
        all.Should().Equal(expected);
        middle.Should().Equal(expected[Columns..(3 * Columns)]);
    }

    private SafetensorsCheckpoint Write(string type, Dictionary<string, string> fields)
    {
        CheckpointTensor[] tensors =
        [
            .. fields.Where(field => field.Key is not ("expected" or "weight" or "quant_state")).Select(field =>
            {
                var bytes = Convert.FromBase64String(field.Value);
                var isNested = field.Key == "absmax" && fields.ContainsKey("nested_absmax");
                return new CheckpointTensor($"q_proj.weight.{field.Key}", isNested ? "U8" : "F32", [isNested ? bytes.Length : bytes.Length / sizeof(float)], bytes);
            }),
            new("q_proj.weight", "U8", [Rows * Columns / 2, 1], Convert.FromBase64String(fields["weight"])),
            new($"q_proj.weight.quant_state.bitsandbytes__{type}", "U8", [fields["quant_state"].Length], Encoding.UTF8.GetBytes(fields["quant_state"])),
        ];
        SmallCheckpoint.WriteTensors(_folder["model.safetensors"], tensors);
        return SafetensorsCheckpoint.Open(_folder.Path);
    }
}
