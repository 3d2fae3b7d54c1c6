using System.Text;
using System.Text.Json;
using CLiKA.Input;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// A matrix of bitsandbytes with 4 bits: <c>weight</c> U8 [numbers / 2, 1] with two numbers in each byte, the first in its upper half; <c>quant_map</c>
/// [16] with the value that each number stands for (NF4 or FP4); and for each block of consecutive numbers, which may span rows, its largest
/// absolute value, <c>absmax</c>. The same bytes may stand as fewer elements of a larger type. JSON in <c>quant_state.bitsandbytes__nf4</c> (or fp4)
/// has the shape and the size of a block.
/// </summary>
/// <param name="Checkpoint">The tensors.</param>
/// <param name="Name">Name of the tensor with the numbers.</param>
/// <param name="Outputs">Number of rows.</param>
/// <param name="Inputs">Number of columns.</param>
/// <param name="Block">Number of numbers in a block.</param>
/// <param name="Map">The value that each number stands for.</param>
/// <param name="Largest">The largest values of blocks.</param>
internal sealed record LookupMatrix(
    SafetensorsCheckpoint Checkpoint, string Name, int Outputs, int Inputs, int Block, float[] Map, BlockMaxima Largest) : QuantizedMatrix(Outputs, Inputs)
{
    // The largest size in bytes of a description.
    private const int MostDescribed = 1 << 16;

    private static readonly string[] Types = ["U8", "I8", "F16", "BF16", "F32", "F64"];

    private static readonly string[] Descriptions = [".quant_state.bitsandbytes__nf4", ".quant_state.bitsandbytes__fp4"];

    /// <summary>Finds a matrix; returns null where it is not quantized.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="name">Name of the tensor with the numbers.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <exception cref="InvalidInputException">A tensor is missing, or has another shape, type or content.</exception>
    public static LookupMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        if (Array.Find(Descriptions, suffix => checkpoint.Has(name + suffix)) is not { } description)
        {
            return null;
        }

        var state = Described(checkpoint, name + description);
        if (!state.TryGetProperty("shape", out var shape) || shape.GetRawText().Replace(" ", string.Empty, StringComparison.Ordinal) != $"[{outputs},{inputs}]")
        {
            throw checkpoint.Error(name + description, $"has another shape than [{outputs}, {inputs}], which config.json requires.");
        }

        var count = (long)outputs * inputs;
        var stored = checkpoint.EntryOf(name);
        stored = Types.Contains(stored.Type) ? stored : stored with { Type = "U8" };
        var perElement = 2 * stored.ElementSize;
        checkpoint.Require(name, stored.Type, [(count + perElement - 1) / perElement, 1]);
        var block = BlockMaxima.SizeOf(checkpoint, name + description, state, "blocksize");
        var map = BlockMaxima.Finite(checkpoint, $"{name}.quant_map", 16);
        return new(checkpoint, name, outputs, inputs, block, map, BlockMaxima.Find(checkpoint, name, name + description, state, (count + block - 1) / block));
    }

    /// <inheritdoc/>
    public override void Read(int row, Span<float> values)
    {
        var start = (long)row * Inputs;
        var end = start + values.Length;
        var perElement = 2 * Checkpoint.EntryOf(Name).ElementSize;
        var first = start / perElement;
        var bytes = new byte[(((end - 1) / perElement) - first + 1) * (perElement / 2)];
        Checkpoint.ReadBytes(Name, first, bytes);
        var largest = new float[((end - 1) / Block) - (start / Block) + 1];
        Largest.Read(start / Block, largest);
        for (var index = 0; index < values.Length; index++)
        {
            var place = start + index;
            var pair = bytes[(place - (first * perElement)) / 2];
            values[index] = Map[place % 2 == 0 ? pair >> 4 : pair & 15] * largest[(place / Block) - (start / Block)];
        }
    }

    private static JsonElement Described(SafetensorsCheckpoint checkpoint, string name)
    {
        var entry = checkpoint.EntryOf(name);
        if (entry is not { Type: "U8", Count: > 0 and <= MostDescribed })
        {
            throw checkpoint.Error(name, $"is {entry.Type} [{string.Join(", ", entry.Shape)}]; expected U8, the letters of a JSON object.");
        }

        var text = new byte[entry.Count];
        checkpoint.ReadBytes(name, 0, text);
        try
        {
            return JsonInput.Parse(name, null, Encoding.UTF8.GetString(text)).Element;
        }
        catch (InvalidInputException)
        {
            throw checkpoint.Error(name, "is not a JSON object.");
        }
    }
}
