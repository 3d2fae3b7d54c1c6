using System.Text.Json;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// The largest absolute value of each block of a <see cref="LookupMatrix"/>: <c>absmax</c> in F32 or, quantized once more (double quantization), in U8
/// with <c>nested_quant_map</c> [256], a <c>nested_absmax</c> for each block of these, and <c>nested_offset</c>, to which they are added.
/// </summary>
/// <param name="Checkpoint">The tensors.</param>
/// <param name="Name">Name of the tensor.</param>
/// <param name="Nested">The second quantization; null for none.</param>
internal sealed record BlockMaxima(SafetensorsCheckpoint Checkpoint, string Name, (float[] Map, float[] Largest, int Block, float Offset)? Nested)
{
    /// <summary>Finds the values.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="matrix">Name of the matrix.</param>
    /// <param name="description">Name of the tensor with its description.</param>
    /// <param name="state">The description.</param>
    /// <param name="count">Number of blocks.</param>
    /// <exception cref="InvalidInputException">A tensor is missing, or has another shape, type or content.</exception>
    public static BlockMaxima Find(SafetensorsCheckpoint checkpoint, string matrix, string description, JsonElement state, long count)
    {
        var name = $"{matrix}.absmax";
        if (!state.TryGetProperty("nested_offset", out var offset))
        {
            checkpoint.Require(name, "F32", [count]);
            return new(checkpoint, name, null);
        }

        checkpoint.Require(name, "U8", [count]);
        var block = SizeOf(checkpoint, description, state, "nested_blocksize");
        return offset.ValueKind == JsonValueKind.Number && float.IsFinite((float)offset.GetDouble())
            ? new(checkpoint, name, (
                Finite(checkpoint, $"{matrix}.nested_quant_map", 256),
                Finite(checkpoint, $"{matrix}.nested_absmax", (count + block - 1) / block),
                block,
                (float)offset.GetDouble()))
            : throw checkpoint.Error(description, $"has the 'nested_offset' {offset.GetRawText()}; expected a finite number.");
    }

    /// <summary>Reads the size of a block.</summary>
    /// <exception cref="InvalidInputException">It is missing, or not above 0.</exception>
    public static int SizeOf(SafetensorsCheckpoint checkpoint, string description, JsonElement state, string name) =>
        state.TryGetProperty(name, out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out var block) && block > 0
            ? block
            : throw checkpoint.Error(description, $"has no '{name}' above 0.");

    /// <summary>Reads a tensor F32 [count] of finite numbers.</summary>
    /// <exception cref="InvalidInputException">The tensor is missing, has another type or shape, or a number that is not finite.</exception>
    public static float[] Finite(SafetensorsCheckpoint checkpoint, string name, long count)
    {
        checkpoint.Require(name, "F32", [count]);
        var values = new float[count];
        checkpoint.Read(name, 0, values);
        return RequireFinite(checkpoint, name, values);
    }

    /// <summary>Reads the values of some blocks.</summary>
    /// <param name="first">Index of the first block.</param>
    /// <param name="values">Receives the values.</param>
    public void Read(long first, float[] values)
    {
        if (Nested is not var (map, largest, block, offset))
        {
            Checkpoint.Read(Name, first, values);
            RequireFinite(Checkpoint, Name, values);
            return;
        }

        // Rounded to 32 bits after the product and after the sum, as by bitsandbytes.
        var numbers = new byte[values.Length];
        Checkpoint.ReadBytes(Name, first, numbers);
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = (float)(map[numbers[index]] * largest[(first + index) / block]) + offset;
        }
    }

    private static float[] RequireFinite(SafetensorsCheckpoint checkpoint, string name, float[] values) =>
        Array.Find(values, value => !float.IsFinite(value)) is not 0 and var wrong
            ? throw checkpoint.Error(name, $"has the value {wrong}; expected finite numbers.")
            : values;
}
