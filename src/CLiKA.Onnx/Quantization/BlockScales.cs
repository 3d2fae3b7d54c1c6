using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>Scales of 8 bits, one for each block of a row's inputs, in a tensor [outputs, blocks].</summary>
/// <param name="Checkpoint">The tensors.</param>
/// <param name="Name">Name of the tensor with the scales.</param>
/// <param name="Block">Number of inputs in a block.</param>
/// <param name="Blocks">Number of blocks in a row.</param>
/// <param name="Values">The scale that each byte stands for.</param>
internal sealed record BlockScales(SafetensorsCheckpoint Checkpoint, string Name, int Block, int Blocks, float[] Values)
{
    private const int MicroscalingBlock = 32;
    private const int NvidiaBlock = 16;

    /// <summary>Finds the scales of MX formats: an exponent of two for each block of 32.</summary>
    /// <exception cref="InvalidInputException">The tensor is missing, or has another shape or type.</exception>
    public static BlockScales Microscaling(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs) =>
        Find(checkpoint, name, checkpoint.EntryOf(name).Type == "F8_E8M0" ? "F8_E8M0" : "U8", outputs, inputs, MicroscalingBlock, Float8.E8M0);

    /// <summary>Finds the scales of NVFP4: a number in F8_E4M3 for each block of 16, and one in 32 bits for the whole matrix.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="name">Name of the tensor with the scales of blocks.</param>
    /// <param name="whole">Name of the tensor with the scale of the matrix.</param>
    /// <param name="divides">Whether the scale of a block is divided by that of the matrix; otherwise, multiplied.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <exception cref="InvalidInputException">A tensor is missing, or has another shape, type or content.</exception>
    public static BlockScales Nvidia(SafetensorsCheckpoint checkpoint, string name, string whole, bool divides, int outputs, int inputs)
    {
        checkpoint.RequireNumbers(whole);
        var common = new float[1];
        if (checkpoint.EntryOf(whole) is { Count: not 1, Shape: var shape })
        {
            throw checkpoint.Error(whole, $"has the shape [{string.Join(", ", shape)}]; expected a single scale.");
        }

        checkpoint.Read(whole, 0, common);
        return float.IsFinite(common[0]) && common[0] > 0
            ? Find(
                checkpoint, name, "F8_E4M3", outputs, inputs, NvidiaBlock,
                Array.ConvertAll(Float8.E4M3, scale => divides ? scale / common[0] : scale * common[0]))
            : throw checkpoint.Error(whole, $"is {common[0]}; expected a finite number above 0.");
    }

    /// <summary>Reads the scales of some rows, block by block for each.</summary>
    /// <exception cref="InvalidInputException">A scale is not a number, infinite or negative.</exception>
    public void Read(int row, Span<float> scales)
    {
        var bits = new byte[scales.Length];
        Checkpoint.ReadBytes(Name, (long)row * Blocks, bits);
        for (var index = 0; index < scales.Length; index++)
        {
            scales[index] = Values[bits[index]] is var scale && float.IsFinite(scale) && scale >= 0
                ? scale
                : throw Checkpoint.Error(Name, $"has the scale {scale}; expected finite numbers that are not negative.");
        }
    }

    private static BlockScales Find(SafetensorsCheckpoint checkpoint, string name, string type, int outputs, int inputs, int block, float[] values)
    {
        var blocks = inputs / block;
        if (inputs % block != 0)
        {
            throw checkpoint.Error(name, $"belongs to a matrix with {inputs} inputs; expected a multiple of {block}, the size of a block.");
        }

        checkpoint.Require(name, type, [outputs, blocks]);
        return new(checkpoint, name, block, blocks, values);
    }
}
