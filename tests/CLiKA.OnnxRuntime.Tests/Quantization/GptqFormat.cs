using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>
/// GPTQ, written as AutoGPTQ's QuantLinear.pack does (auto_gptq/nn_modules/qlinear/qlinear_cuda_old.py at 179776b): from the transposed matrix,
/// "qweight[row] |= intweight[j] &lt;&lt; (bits * (j - i))" over its rows, and the same over the columns of the zero points, less one.
/// </summary>
/// <param name="Bits">Bits of a number.</param>
/// <param name="GroupSize">Inputs of a group, -1 for all.</param>
/// <param name="IsSymmetric">Whether every zero point is the middle of the range.</param>
/// <param name="Version">The value of <c>checkpoint_format</c>; empty for none.</param>
/// <param name="GroupOf">The group of each input; null for consecutive groups without a tensor of them.</param>
/// <param name="IsKept">Whether the graph keeps the numbers unchanged.</param>
/// <param name="WiderModule">The end of the names of modules with 8 bits and groups of 32, by a separate rule; null for none.</param>
internal sealed record GptqFormat(
    int Bits,
    int GroupSize,
    bool IsSymmetric,
    string Version = "",
    Func<int, int, int[]>? GroupOf = null,
    bool IsKept = true,
    string? WiderModule = null) : IStoredFormat
{
    public string Configuration => $$"""
        {
          "quant_method": "gptq", "bits": {{Bits}}, "group_size": {{GroupSize}}, "sym": {{(IsSymmetric ? "true" : "false")}}, "damp_percent": 0.1,
          "desc_act": {{(GroupOf is null ? "false" : "true")}}, "true_sequential": true, "static_groups": false, "lm_head": false, "rotation": null,
          "model_name_or_path": null, "model_file_base_name": "model", "pack_dtype": "int32", "meta": { "quantizer": ["gptqmodel:5.0.0"] }
          {{(Version == string.Empty ? string.Empty : $", \"checkpoint_format\": \"{Version}\"")}}
          {{(WiderModule is null ? string.Empty : $", \"dynamic\": {{ \"+:.*{WiderModule}\": {{ \"bits\": 8, \"group_size\": 32 }} }}")}}
        }
        """;

    public (IReadOnlyList<CheckpointTensor> Tensors, float[] Values) Store(string name, int outputs, int inputs, int seed)
    {
        var isWider = WiderModule is { } wider && name.EndsWith(wider, StringComparison.Ordinal);
        var bits = isWider ? 8 : Bits;
        var size = isWider ? 32 : GroupSize < 0 ? inputs : GroupSize;
        var groupOf = GroupOf?.Invoke(inputs, size) ?? KnownIntegers.InOrder(inputs, size);
        var known = KnownIntegers.Random(outputs, inputs, bits, groupOf, IsSymmetric, seed);
        var groups = (inputs + size - 1) / size;
        var less = Version == "gptq_v2" ? 0 : 1;
        var numbers = Packing.Transposed(known.Numbers);
        var zeros = Array.ConvertAll(Packing.Transposed(known.Zeros), row => Array.ConvertAll(row, zero => (zero - less) & ((1 << bits) - 1)));
        var inWord = 32 / bits;
        var qweight = numbers.Chunk(inWord).SelectMany(rows => Enumerable.Range(0, outputs).Select(
            output => rows.Index().Aggregate(0u, (word, row) => word | ((uint)row.Item[output] << (bits * row.Index)))));
        var qzeros = zeros.SelectMany(row => row.Chunk(inWord).Select(
            some => some.Index().Aggregate(0u, (word, zero) => word | ((uint)zero.Item << (bits * zero.Index)))));
        List<CheckpointTensor> tensors =
        [
            Packing.Words($"{name}.qweight", [inputs / inWord, outputs], qweight),
            Packing.Words($"{name}.qzeros", [groups, outputs / inWord], qzeros),
            Packing.Halves($"{name}.scales", [groups, outputs], Packing.Transposed(known.Scales).SelectMany(row => row)),
        ];
        if (GroupOf is not null)
        {
            tensors.Add(Packing.Indices($"{name}.g_idx", groupOf));
        }

        return (tensors, known.Values);
    }
}
