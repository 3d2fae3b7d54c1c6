using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// AWQ as AutoAWQ writes it for its GEMM kernel: <c>qweight</c> [inputs, outputs / 8] and <c>qzeros</c> [groups, outputs / 8], both packed along
/// outputs, eight to a word in a particular order, and <c>scales</c> [groups, outputs].
/// </summary>
/// <param name="GroupSize">Number of inputs in a group; null for all.</param>
/// <param name="HasZeros">Whether zero points differ from the middle of the range.</param>
internal sealed record AwqQuantization(int? GroupSize, bool HasZeros) : CheckpointQuantization(
    $"AWQ, {QuantizationWords.Bits(AwqQuantization.Bits)}{QuantizationWords.Groups(GroupSize)}")
{
    /// <summary>The only number of bits that its kernel supports.</summary>
    public const int Bits = 4;

    // A word contains outputs 0, 2, 4, 6, 1, 3, 5 and 7, the first in its lowest bits.
    private static readonly int[] Places = [0, 4, 1, 5, 2, 6, 3, 7];

    internal override QuantizedMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        if (!checkpoint.Has($"{name}.qweight"))
        {
            return null;
        }

        var groups = InputGroups.Of(inputs, GroupSize ?? inputs);
        var numbers = new PackedTensor(checkpoint, $"{name}.qweight", Bits);
        var zeros = new PackedTensor(checkpoint, $"{name}.qzeros", Bits);
        checkpoint.Require(numbers.Name, "I32", [inputs, outputs / numbers.PerWord]);
        checkpoint.Require(zeros.Name, "I32", [groups.Count, outputs / zeros.PerWord]);
        var scales = TransposedScales.Find(checkpoint, $"{name}.scales", groups.Count, outputs);
        if (outputs % numbers.PerWord != 0)
        {
            throw checkpoint.Error(numbers.Name, $"has {outputs} outputs; expected a multiple of {numbers.PerWord}, since AWQ packs that many together.");
        }

        var matrix = new IntegerMatrix(
            outputs,
            inputs,
            Bits,
            groups,
            (row, values) => numbers.ReadAcross(inputs, outputs, row, Places, values),
            scales.Read,
            (row, values) => zeros.ReadAcross(groups.Count, outputs, row, Places, values));
        return HasZeros ? matrix : WithoutZeros(checkpoint, zeros.Name, matrix);
    }

    private static IntegerMatrix WithoutZeros(SafetensorsCheckpoint checkpoint, string name, IntegerMatrix matrix)
    {
        var stored = new byte[matrix.Outputs * matrix.Groups.Count];
        matrix.Zeros!(0, stored);
        return stored.AsSpan().IndexOfAnyExcept(matrix.Middle) is >= 0 and var index
            ? throw checkpoint.Error(name, $"has the zero point {stored[index]}; expected {matrix.Middle} everywhere, since 'zero_point' in config.json is false.")
            : matrix with { Zeros = null };
    }
}
