using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// Matrices of 4-bit floating-point numbers (E2M1: a sign, two bits of exponent and one of fraction, up to 6 in absolute value), two in each byte, the
/// first in its lower half. In units of one half they are integers from -12 to 12, so that 8 bits represent each exactly.
/// </summary>
internal static class Float4Matrix
{
    /// <summary>Value of the unit in which <see cref="Unpack"/> counts.</summary>
    public const float Unit = 0.5f;

    /// <summary>Number of bits of an unpacked number.</summary>
    public const int Bits = 8;

    private const int Middle = 1 << (Bits - 1);

    // In units, by the number's four bits.
    private static readonly sbyte[] Units = [0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12];

    /// <summary>Finds a matrix.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="name">Name of the tensor with the numbers, U8 [outputs, inputs / 2].</param>
    /// <param name="scales">The scales.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <exception cref="InvalidInputException">The tensor is missing, or has another shape or type.</exception>
    public static IntegerMatrix Find(SafetensorsCheckpoint checkpoint, string name, BlockScales scales, int outputs, int inputs)
    {
        checkpoint.Require(name, "U8", [outputs, inputs / 2]);
        return new(outputs, inputs, Bits, InputGroups.Of(inputs, scales.Block), ReadNumbers, ReadScales, Zeros: null);

        void ReadNumbers(int row, Span<byte> numbers)
        {
            var pairs = new byte[numbers.Length / 2];
            checkpoint.ReadBytes(name, (long)row * (inputs / 2), pairs);
            Unpack(pairs, numbers);
        }

        void ReadScales(int row, Span<float> values)
        {
            scales.Read(row, values);
            foreach (ref var value in values)
            {
                value *= Unit;
            }
        }
    }

    /// <summary>Unpacks numbers, in units, with the middle of the range for 0.</summary>
    /// <param name="pairs">The packed numbers.</param>
    /// <param name="numbers">Receives two numbers for each byte.</param>
    public static void Unpack(ReadOnlySpan<byte> pairs, Span<byte> numbers)
    {
        for (var index = 0; index < numbers.Length; index++)
        {
            var pair = pairs[index / 2];
            numbers[index] = (byte)(Middle + Units[index % 2 == 0 ? pair & 15 : pair >> 4]);
        }
    }
}
