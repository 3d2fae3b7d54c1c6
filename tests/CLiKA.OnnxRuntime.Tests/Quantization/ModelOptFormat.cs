using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>
/// NVIDIA's Model Optimizer (nvfp4_tensor.py, unified_export_hf.py and convert_hf_config.py at a2fbac7). NVFP4: "q_per_block_scale *
/// per_block_quant_scale" for each block of 16. FP8: a scale for the matrix, for each row, or [rows of tiles, 1, columns of tiles, 1] for each tile.
/// </summary>
/// <param name="Algorithm">The value of <c>quant_algo</c>.</param>
/// <param name="HasOwnFile">Whether hf_quant_config.json says it, and config.json nothing, as in early releases.</param>
internal sealed record ModelOptFormat(string Algorithm, bool HasOwnFile = false) : IStoredFormat
{
    private const int Block = 16;
    private const int Tile = 128;

    private bool IsFloat4 => Algorithm.Contains("NVFP4", StringComparison.Ordinal);

    private string GroupSize => IsFloat4 ? ", \"group_size\": 16" : string.Empty;

    public string Configuration => HasOwnFile ? "null" : $$"""
        {
          "config_groups": { "group_0": {
            "input_activations": { "dynamic": false, "num_bits": {{Bits}}, "type": "float"{{GroupSize}} },
            "weights": { "dynamic": false, "num_bits": {{Bits}}, "type": "float"{{GroupSize}} }, "targets": ["Linear"] } },
          "ignore": ["lm_head", "model.layers.1.self_attn.o_proj*"], "quant_algo": "{{Algorithm}}",
          "kv_cache_scheme": { "dynamic": false, "num_bits": 8, "type": "float" },
          "producer": { "name": "modelopt", "version": "0.37.0" }, "quant_method": "modelopt"
        }
        """;

    public string? OwnFile => !HasOwnFile ? null : $$"""
        {
          "producer": { "name": "modelopt", "version": "0.23.0" },
          "quantization": { "quant_algo": "{{Algorithm}}", "kv_cache_quant_algo": "FP8"{{GroupSize}}, "exclude_modules": ["lm_head"] }
        }
        """;

    public bool IsKept => IsFloat4;

    public string Changes => HasTiles ? """{ "intermediate_size": 256 }""" : "{}";

    private bool HasTiles => Algorithm == "FP8_PB_WO";

    private int Bits => IsFloat4 ? 4 : 8;

    public (IReadOnlyList<CheckpointTensor> Tensors, float[] Values) Store(string name, int outputs, int inputs, int seed)
    {
        var random = new Random(seed);
        var (tensors, values) = IsFloat4 ? Float4(name, outputs, inputs, random) : Float8(name, outputs, inputs, random);
        return ([.. tensors, .. Activations(name)], values);
    }

    private static (CheckpointTensor[] Tensors, float[] Values) Float4(string name, int outputs, int inputs, Random random)
    {
        var pairs = new byte[outputs * inputs / 2];
        random.NextBytes(pairs);
        byte[] scales = [.. Enumerable.Range(0, outputs * inputs / Block).Select(_ => (byte)random.Next(0x60, 0x70))];
        var whole = (float)((1 + random.NextDouble()) / 3000);
        return (
            [
                Packing.Of($"{name}.weight", "U8", [outputs, inputs / 2], pairs),
                Packing.Of($"{name}.weight_scale", "F8_E4M3", [outputs, inputs / Block], scales),
                Packing.Floats($"{name}.weight_scale_2", [], [whole]),
            ],
            Float4Format.Values(pairs, Array.ConvertAll(scales, scale => Float8Format.ValueOf(scale) * whole), Block));
    }

    private (CheckpointTensor[] Tensors, float[] Values) Float8(string name, int outputs, int inputs, Random random)
    {
        byte[] bits = [.. Enumerable.Range(0, outputs * inputs).Select(_ => (byte)(random.Next(8, 120) | (random.Next(2) << 7)))];
        var (height, width) = HasTiles ? (Tile, Tile) : Algorithm == "FP8" ? (outputs, inputs) : (1, inputs);
        var (rows, columns) = ((outputs + height - 1) / height, (inputs + width - 1) / width);
        float[] scales = [.. Enumerable.Range(0, rows * columns).Select(_ => (float)((1 + random.NextDouble()) / 200 / Math.Sqrt(inputs)))];
        int[] shape = HasTiles ? [rows, 1, columns, 1] : Algorithm == "FP8" ? [] : [rows];
        return (
            [Packing.Of($"{name}.weight", "F8_E4M3", [outputs, inputs], bits), Packing.Floats($"{name}.weight_scale", shape, scales)],
            [.. bits.Select((number, index) => Float8Format.ValueOf(number) * scales[(index / inputs / height * columns) + (index % inputs / width)])]);
    }

    // Beside weights, those of the cache within the projections.
    private IEnumerable<CheckpointTensor> Activations(string name)
    {
        if (Algorithm is "FP8" or "NVFP4")
        {
            yield return Packing.Floats($"{name}.input_scale", [], [0.004f]);
        }

        if (name.Split('.')[^1] is var part && (part is "k_proj" or "v_proj"))
        {
            yield return Packing.Floats($"{name}.{part[0]}_scale", [1], [1]);
        }
    }
}
