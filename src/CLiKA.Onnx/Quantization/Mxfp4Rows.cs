using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>Rows of a matrix in MXFP4: numbers of 4 bits (<see cref="Float4Matrix"/>) in blocks of 32 that share a power of two.</summary>
/// <param name="checkpoint">The tensors.</param>
/// <param name="name">Name of the tensors without <c>_blocks</c> and <c>_scales</c>.</param>
/// <param name="first">Index of the first row.</param>
/// <param name="step">Distance between the rows.</param>
internal sealed class Mxfp4Rows(SafetensorsCheckpoint checkpoint, string name, int first, int step)
{
    private const int Block = 32;
    private const int BlockBytes = Block / 2;

    private readonly string _blocks = name + Mxfp4Quantization.Blocks;
    private readonly string _scales = $"{name}_scales";

    /// <summary>Returns the rows as a matrix.</summary>
    /// <param name="expert">Index of the expert.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <exception cref="InvalidInputException">A tensor is missing, or has another shape or type.</exception>
    public IntegerMatrix Matrix(int expert, int outputs, int inputs)
    {
        var experts = checkpoint.EntryOf(_blocks).Shape.FirstOrDefault();
        var blocks = InputGroups.CountOf(inputs, Block);
        if (inputs % Block != 0 || expert >= experts)
        {
            throw checkpoint.Error(_blocks, $"has {experts} experts, and expert {expert} of config.json has {inputs} inputs; expected all experts, with inputs in blocks of {Block}.");
        }

        checkpoint.Require(_blocks, "U8", [experts, outputs * step, blocks, BlockBytes]);
        checkpoint.Require(_scales, "U8", [experts, outputs * step, blocks]);
        return new(outputs, inputs, Float4Matrix.Bits, InputGroups.Of(inputs, Block), ReadNumbers, ReadScales, Zeros: null);

        void ReadNumbers(int row, Span<byte> numbers)
        {
            var bytes = Rows(_blocks, row, numbers.Length / inputs, inputs / 2);
            for (var line = 0; line < numbers.Length / inputs; line++)
            {
                Float4Matrix.Unpack(bytes.AsSpan(line * step * (inputs / 2)), numbers.Slice(line * inputs, inputs));
            }
        }

        void ReadScales(int row, Span<float> scales)
        {
            var bytes = Rows(_scales, row, scales.Length / blocks, blocks);
            for (var index = 0; index < scales.Length; index++)
            {
                var (line, column) = Math.DivRem(index, blocks);
                var exponent = bytes[(line * step * blocks) + column];
                var scale = Float8.E8M0[exponent];
                scales[index] = float.IsFinite(scale)
                    ? scale * Float4Matrix.Unit
                    : throw checkpoint.Error(_scales, $"has the exponent {exponent}, which is not a number.");
            }
        }
    }

    // Reads the rows between them too.
    private byte[] Rows(string tensor, int row, int count, int width)
    {
        var bytes = new byte[((((count - 1) * step) + 1) * width)];
        checkpoint.ReadBytes(tensor, (first + (row * step)) * (long)width, bytes);
        return bytes;
    }
}
