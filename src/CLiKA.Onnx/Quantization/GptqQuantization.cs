using System.Text.RegularExpressions;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// GPTQ as AutoGPTQ and GPTQModel write it: <c>qweight</c> [inputs / n, outputs] packed along inputs, <c>qzeros</c> [groups, outputs / n] packed
/// along outputs, <c>scales</c> [groups, outputs], and <c>g_idx</c> [inputs] with the group of each input, which is arbitrary where columns were
/// quantized in activation order (<c>desc_act</c>).
/// </summary>
/// <param name="All">The parameters of modules that match no rule.</param>
/// <param name="Rules">The rules for other modules, of which the first that matches applies.</param>
/// <param name="StoresZerosLessOne">Whether zero points are declared to be stored minus one, as in the first version of the format.</param>
internal sealed record GptqQuantization(GptqModule All, IReadOnlyList<GptqModule> Rules, bool StoresZerosLessOne) : CheckpointQuantization(
    $"GPTQ, {QuantizationWords.Bits(Rules.Count > 0 ? null : All.Bits)}{QuantizationWords.Groups(Rules.Count > 0 ? null : All.GroupSize)}")
{
    // A word contains up to eight numbers, in order.
    private static readonly int[] Places = [0, 1, 2, 3, 4, 5, 6, 7];

    internal override QuantizedMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        if (!checkpoint.Has($"{name}.qweight"))
        {
            return null;
        }

        var module = RuleOf(checkpoint, name);
        var numbers = new PackedTensor(checkpoint, $"{name}.qweight", module.Bits);
        var zeros = new PackedTensor(checkpoint, $"{name}.qzeros", module.Bits);
        checkpoint.Require(numbers.Name, "I32", [numbers.WordsOf(inputs), outputs]);
        var groups = GroupsOf(checkpoint, name, inputs, module);
        var scales = TransposedScales.Find(checkpoint, $"{name}.scales", groups.Count, outputs);
        checkpoint.Require(zeros.Name, "I32", [groups.Count, zeros.WordsOf(outputs)]);
        var stored = new byte[groups.Count * outputs];
        zeros.ReadRows(outputs, 0, stored);
        var less = LessOf(checkpoint, zeros.Name, module, stored);
        void ReadZeros(int row, Span<byte> values)
        {
            zeros.ReadAcross(groups.Count, outputs, row, Places, values);
            for (var index = 0; index < values.Length; index++)
            {
                values[index] += (byte)less;
            }
        }

        var matrix = new IntegerMatrix(
            outputs, inputs, module.Bits, groups, (row, values) => numbers.ReadColumns(inputs, outputs, row, values), scales.Read, ReadZeros);
        return stored.AsSpan().ContainsAnyExcept((byte)(matrix.Middle - less)) ? matrix : matrix with
        {
            Zeros = null,
            Remark = StoresZerosLessOne && less == 0 ? "with zero points of the second version of the format, in spite of their label" : null,
        };
    }

    // The number to add to stored zero points. GPTQModel has written zero points of the second version under the label of the first; where all are
    // the middle of the range, their values tell which they are.
    private int LessOf(SafetensorsCheckpoint checkpoint, string name, GptqModule module, ReadOnlySpan<byte> stored)
    {
        var (less, middle, most) = (StoresZerosLessOne ? 1 : 0, 1 << (module.Bits - 1), (1 << module.Bits) - 1);
        if (module.IsSymmetric)
        {
            return !stored.ContainsAnyExcept((byte)(middle - less)) ? less
                : !stored.ContainsAnyExcept((byte)middle) ? 0
                : throw checkpoint.Error(
                    name,
                    $"has the zero point {stored[stored.IndexOfAnyExcept((byte)(middle - less))]}; expected {middle - less} everywhere, since 'sym' in "
                    + "config.json is true.");
        }

        // 0 minus one wraps to the largest number. AutoGPTQ adds one to each zero point separately, GPTQModel to the packed word, so that the next
        // one is incremented too, and some kernels use a zero point one above the largest number.
        return less == 1 && stored.Contains((byte)most)
            ? throw checkpoint.Error(
                name,
                $"has the zero point {most}, which stands for 0 minus one in the first version of the format. Libraries read it, and the one beside it, in "
                + "different ways; expected other zero points, or the second version of the format ('gptq_v2').")
            : less;
    }

    private static InputGroups GroupsOf(SafetensorsCheckpoint checkpoint, string name, int inputs, GptqModule module)
    {
        var size = module.GroupSize ?? inputs;
        return checkpoint.Has($"{name}.g_idx") ? IndexedGroups.Read(checkpoint, $"{name}.g_idx", inputs, size, InputGroups.CountOf(inputs, size))
            : module.IsReordered && size < inputs
                ? throw checkpoint.Error(
                    $"{name}.qweight", $"has no '{name}.g_idx' beside it; expected one, since 'desc_act' in config.json is true.")
            : InputGroups.Of(inputs, size);
    }

    private GptqModule RuleOf(SafetensorsCheckpoint checkpoint, string name)
    {
        try
        {
            return Rules.FirstOrDefault(rule => rule.Names!.IsMatch(name)) ?? All;
        }
        catch (RegexMatchTimeoutException error)
        {
            throw checkpoint.Error($"{name}.qweight", $"could not be matched against 'dynamic' in config.json within ten seconds: {error.Pattern}");
        }
    }
}
