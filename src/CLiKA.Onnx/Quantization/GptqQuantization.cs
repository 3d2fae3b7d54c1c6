using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// GPTQ as AutoGPTQ and GPTQModel write it: <c>qweight</c> [inputs / n, outputs] packed along inputs, <c>qzeros</c> [groups, outputs / n] packed
/// along outputs, <c>scales</c> [groups, outputs], and <c>g_idx</c> [inputs] with the group of each input, which is any where columns were
/// quantized in the order of their activations (<c>desc_act</c>).
/// </summary>
/// <param name="Bits">Bits of a weight, 4 or 8.</param>
/// <param name="GroupSize">Inputs of a group; null for all.</param>
/// <param name="IsMixed">Whether modules may differ from that, so that their tensors say what they are.</param>
/// <param name="StoresZerosLessOne">Whether zero points are stored less one, as in the first version of the format.</param>
internal sealed record GptqQuantization(int Bits, int? GroupSize, bool IsMixed, bool StoresZerosLessOne) : CheckpointQuantization(
    $"GPTQ, {QuantizationWords.Bits(IsMixed ? null : Bits)}{QuantizationWords.Groups(IsMixed ? null : GroupSize)}, kept as they are")
{
    internal override QuantizedMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        if (!checkpoint.Has($"{name}.qweight"))
        {
            return null;
        }

        var bits = IsMixed ? BitsOf(checkpoint, $"{name}.qweight", inputs) : Bits;
        var numbers = new PackedTensor(checkpoint, $"{name}.qweight", bits);
        var zeros = new PackedTensor(checkpoint, $"{name}.qzeros", bits);
        var scales = new TurnedScales(checkpoint, $"{name}.scales");
        checkpoint.Require(numbers.Name, "I32", [(inputs + numbers.InWord - 1) / numbers.InWord, outputs]);
        var groups = GroupsOf(checkpoint, name, inputs, scales.Groups);
        scales.Require(groups.Count, outputs);
        checkpoint.Require(zeros.Name, "I32", [groups.Count, (outputs + zeros.InWord - 1) / zeros.InWord]);
        void ReadZeros(int row, Span<byte> values)
        {
            var all = new byte[groups.Count * outputs];
            zeros.ReadRows(outputs, 0, all);
            for (var index = 0; index < values.Length; index++)
            {
                var stored = all[(index % groups.Count * outputs) + row + (index / groups.Count)];
                values[index] = (byte)((stored + (StoresZerosLessOne ? 1 : 0)) & ((1 << bits) - 1));
            }
        }

        var matrix = new IntegerMatrix(
            outputs, inputs, bits, groups, (row, values) => numbers.ReadColumns(inputs, outputs, row, values), scales.Read, ReadZeros);
        var read = new byte[groups.Count * outputs];
        ReadZeros(0, read);
        return Array.TrueForAll(read, zero => zero == matrix.Middle) ? matrix with { Zeros = null } : matrix;
    }

    private static int BitsOf(SafetensorsCheckpoint checkpoint, string name, int inputs) => checkpoint.Found(name).Shape switch
    {
        [var rows, _] when rows == (inputs + 7) / 8 => 4,
        [var rows, _] when rows == (inputs + 3) / 4 => 8,
        var shape => throw checkpoint.Error(name, $"has the shape [{string.Join(", ", shape)}]; expected {inputs} inputs of 4 or of 8 bits."),
    };

    private InputGroups GroupsOf(SafetensorsCheckpoint checkpoint, string name, int inputs, int count)
    {
        var size = GroupSize ?? inputs;
        size = IsMixed && InputGroups.CountOf(inputs, size) != count ? InputGroups.CountOf(inputs, count) : size;
        return checkpoint.Has($"{name}.g_idx")
            ? IndexedGroups.Read(checkpoint, $"{name}.g_idx", inputs, size, InputGroups.CountOf(inputs, size))
            : InputGroups.Of(inputs, size);
    }
}
