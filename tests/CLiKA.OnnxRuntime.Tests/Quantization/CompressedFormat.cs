using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>
/// Integers of compressed-tensors: signed, packed as pack_to_int32 does (compressed_tensors/.../pack_quantized.py at 179cba9: half the range
/// is added, rows are padded with zeros, "reshaped &lt;&lt; bit_shifts" is summed; zero points along the other dimension), or unpacked.
/// </summary>
/// <param name="Bits">Bits of a number.</param>
/// <param name="GroupSize">Inputs of a group; null for whole rows.</param>
/// <param name="IsSymmetric">Whether there are no zero points.</param>
/// <param name="IsPacked">Whether numbers are packed; otherwise they are of type I8, and activations are rounded too.</param>
/// <param name="GroupOf">The group of each input; null for consecutive groups.</param>
/// <param name="Rows">Rows that share a scale.</param>
/// <param name="SaysStrategy">Whether the file has a strategy, which the library infers otherwise.</param>
internal sealed record CompressedFormat(
    int Bits, int? GroupSize, bool IsSymmetric, bool IsPacked = true, Func<int, int, int[]>? GroupOf = null, int Rows = 1,
    bool SaysStrategy = true) : IStoredFormat
{
    public string Configuration => $$"""
        {
          "quant_method": "compressed-tensors", "format": "{{(IsPacked ? "pack" : "int")}}-quantized", "quantization_status": "compressed",
          "global_compression_ratio": 1.5, "ignore": ["lm_head"], "kv_cache_scheme": null, "sparsity_config": {}, "transform_config": {},
          "config_groups": { "group_0": { "targets": ["Linear"], "output_activations": null,
            "input_activations": {{(IsPacked ? "null" : "{ \"num_bits\": 8, \"type\": \"int\", \"strategy\": \"token\", \"dynamic\": true }")}},
            "weights": { "num_bits": {{Bits}}, "type": "int", "symmetric": {{(IsSymmetric ? "true" : "false")}},
              "group_size": {{(GroupSize is { } width ? $"{width}" : "null")}}, "block_structure": {{(Rows > 1 ? $"[{Rows}, {GroupSize}]" : "null")}},
              "strategy": {{(SaysStrategy ? $"\"{(Rows > 1 ? "block" : GroupSize is null ? "channel" : "group")}\"" : "null")}}, "dynamic": false,
              "actorder": {{(GroupOf is null ? "\"static\"" : "\"group\"")}} } } }
        }
        """;

    public bool IsKept => true;

    public (IReadOnlyList<CheckpointTensor> Tensors, float[] Values) Store(string name, int outputs, int inputs, int seed)
    {
        var size = GroupSize ?? inputs;
        var groupOf = GroupOf?.Invoke(inputs, size) ?? KnownIntegers.InOrder(inputs, size);
        var known = KnownIntegers.Random(outputs, inputs, Bits, groupOf, IsSymmetric, seed);
        known = known with
        {
            Scales = [.. known.Scales.Select((_, row) => known.Scales[row / Rows * Rows])],
            Zeros = [.. known.Zeros.Select((_, row) => known.Zeros[row / Rows * Rows])],
        };
        var middle = 1 << (Bits - 1);
        var scales = known.Scales.Where((_, row) => row % Rows == 0).ToArray();
        var zeros = known.Zeros.Where((_, row) => row % Rows == 0).Select(row => Array.ConvertAll(row, zero => zero - middle)).ToArray();
        var numbers = Array.ConvertAll(known.Numbers, row => Array.ConvertAll(row, number => number - middle));
        List<CheckpointTensor> tensors =
        [
            Packing.BrainFloats($"{name}.weight_scale", [scales.Length, known.Groups], scales.SelectMany(row => row)),
            IsPacked ? Packed($"{name}.weight_packed", numbers) : Packing.SignedBytes($"{name}.weight", [outputs, inputs], numbers.SelectMany(row => row)),
        ];
        if (IsPacked)
        {
            tensors.Add(Packing.Of($"{name}.weight_shape", "I64", [2], (long[])[outputs, inputs]));
        }

        if (!IsSymmetric)
        {
            var packed = Packed($"{name}.weight_zero_point", Packing.Transposed(zeros));
            tensors.Add(IsPacked
                ? packed with { Shape = [packed.Shape[1], packed.Shape[0]], Bytes = TransposedWords(packed) }
                : Packing.SignedBytes($"{name}.weight_zero_point", [scales.Length, known.Groups], zeros.SelectMany(row => row)));
        }

        if (GroupOf is not null)
        {
            tensors.Add(Packing.Indices($"{name}.weight_g_idx", groupOf));
        }

        return (tensors, known.Values);
    }

    private CheckpointTensor Packed(string name, int[][] signed)
    {
        var factor = 32 / Bits;
        var words = signed.Select(row => row.Select(value => (uint)(value + (1 << (Bits - 1)))).Chunk(factor).Select(
            some => some.Select((value, place) => value << (place * Bits)).Aggregate(0u, (sum, value) => sum + value)).ToArray()).ToArray();
        return Packing.Words(name, [words.Length, words[0].Length], words.SelectMany(row => row));
    }

    private static byte[] TransposedWords(CheckpointTensor words) =>
        [.. Packing.Transposed([.. words.Bytes.Chunk(4).Chunk(words.Shape[1])]).SelectMany(row => row).SelectMany(word => word)];
}
