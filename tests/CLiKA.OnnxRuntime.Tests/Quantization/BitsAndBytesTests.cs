using System.Text;
using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Quantization;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>
/// Matrices of bitsandbytes have the values that its computation gives them, as Reference/bitsandbytes.py follows it and printed to bitsandbytes.txt.
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
        var fields = Fields(type);
        var expected = ReferenceFields.Floats(fields["expected"]);
        using var checkpoint = Write(type, fields);

        var matrix = new BitsAndBytesQuantization(type).Find(checkpoint, "q_proj", Rows, Columns)!;

        var (all, middle) = (new float[Rows * Columns], new float[2 * Columns]);
        matrix.Read(0, all);
        matrix.Read(1, middle);
        all.Should().Equal(expected);
        middle.Should().Equal(expected[Columns..(3 * Columns)]);
    }

    // Rows of five numbers in blocks of four: the second row begins in the lower half of a byte, and the last byte is half full.
    [Theory]
    [InlineData(false, "U8", 8)]
    [InlineData(true, "U8", 8)]
    [InlineData(false, "BF16", 4)]
    [InlineData(true, "F32", 2)]
    public void Rows_may_begin_within_a_byte_and_within_a_block(bool isNested, string type, int elements)
    {
        const string Name = "k_proj.weight";
        float[] map = [.. Enumerable.Range(0, 16).Select(number => (number / 8f) - 1)];

        // Quantized once more: 0 x 0.5 + 1, 1 x 0.5 + 1, 2 x 2 + 1 and 3 x 2 + 1.
        float[] largest = [1, 1.5f, 5, 7];
        CheckpointTensor[] stored = isNested
            ?
            [
                Packing.Of($"{Name}.absmax", "U8", [4], (byte[])[0, 1, 2, 3]),
                Packing.Floats($"{Name}.nested_quant_map", [256], Enumerable.Range(0, 256).Select(number => (float)number)),
                Packing.Floats($"{Name}.nested_absmax", [2], [0.5f, 2]),
            ]
            : [Packing.Floats($"{Name}.absmax", [4], largest)];
        var nested = isNested ? ", \"nested_blocksize\": 2, \"nested_offset\": 1.0" : string.Empty;
        using var checkpoint = Write(
        [
            .. stored,
            Packing.Of(Name, type, [elements, 1], (byte[])[0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xe0]),
            Packing.Floats($"{Name}.quant_map", [16], map),
            Description(Name, "nf4", $$"""{ "shape": [3, 5], "blocksize": 4{{nested}} }"""),
        ]);

        var matrix = new BitsAndBytesQuantization("nf4").Find(checkpoint, "k_proj", 3, 5)!;

        float[] expected = [.. Enumerable.Range(0, 15).Select(number => map[number] * largest[number / 4])];
        for (var row = 0; row < 3; row++)
        {
            var values = new float[(3 - row) * 5];
            matrix.Read(row, values);
            values.Should().Equal(expected[(row * 5)..]);
        }
    }

    [Theory]
    [InlineData("""{"shape":[40,4],"blocksize":64}""", "has another shape than [4, 40], which config.json requires.")]
    [InlineData("""{"shape":[4,40],"blocksize":0}""", "has no 'blocksize' above 0.")]
    [InlineData("""{"shape":[4,40],"blocksize":64,"nested_offset":0.1}""", "has no 'nested_blocksize' above 0.")]
    [InlineData("""{"shape":[4,40],"blocksize":64,"nested_blocksize":256,"nested_offset":"0.1"}""", "has the 'nested_offset' \"0.1\"; expected a finite number.")]
    [InlineData("""{"\ud800 is half of a pair":1}""", "is not a JSON object.")]
    [InlineData("[]", "is not a JSON object.")]
    public void A_damaged_description_is_an_error_that_names_it(string state, string problem)
    {
        using var checkpoint = Write("nf4", new(Fields("nf4")) { ["quant_state"] = state });

        FluentActions.Invoking(() => new BitsAndBytesQuantization("nf4").Find(checkpoint, "q_proj", Rows, Columns))
            .Should().Throw<InvalidInputException>().WithMessage($"{_folder["model.safetensors"]}: 'q_proj.weight.quant_state.bitsandbytes__nf4' {problem}");
    }

    private static Dictionary<string, string> Fields(string type) => ReferenceFields.Of("bitsandbytes.txt", type);

    private static CheckpointTensor Description(string name, string type, string state)
    {
        var text = Encoding.UTF8.GetBytes(state);
        return new($"{name}.quant_state.bitsandbytes__{type}", "U8", [text.Length], text);
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
            Description("q_proj.weight", type, fields["quant_state"]),
        ];
        return Write(tensors);
    }

    private SafetensorsCheckpoint Write(CheckpointTensor[] tensors)
    {
        SmallCheckpoint.WriteTensors(_folder["model.safetensors"], tensors);
        return SafetensorsCheckpoint.Open(_folder.Path);
    }
}
