using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>
/// Floating-point numbers of 8 bits (sign, four bits of exponent with a bias of 7, three of fraction), as in "fp8" and compressed-tensors.
/// </summary>
/// <param name="Tile">Rows and columns that share a scale; null for whole rows.</param>
/// <param name="IsWhole">Whether the matrix has one scale.</param>
/// <param name="Method">The value of <c>quant_method</c>.</param>
/// <param name="IsSqueezed">
/// Whether scales have no dimension of 1 and the file no tile, as transformers 4 saves them (quantizer_finegrained_fp8.py at v4.57.6:
/// "scale.reshape(scale_orig_shape).squeeze().reciprocal()"; tiles of 128x128 are its default).
/// </param>
/// <param name="HasCache">
/// Whether there are scales of keys and values: as llm-compressor writes them, or as AutoFP8 did (quantize.py at 0d40b99: a "kv_cache_scheme" of
/// "static", and <c>kv_scale</c>).
/// </param>
internal sealed record Float8Format((int Rows, int Columns)? Tile, bool IsWhole = false, string Method = "fp8", bool IsSqueezed = false, bool HasCache = false) : IStoredFormat
{
    private const string CacheScheme = """
        {
          "num_bits": 8, "type": "float", "symmetric": true, "strategy": "tensor", "dynamic": false, "group_size": null, "block_structure": null,
          "actorder": null, "observer": "minmax", "observer_kwargs": {}
        }
        """;

    private bool IsCompressed => Method == "compressed-tensors";

    public string Configuration => IsCompressed
        ? $$"""
          {
            "quant_method": "compressed-tensors", "format": "{{(Tile is null ? "float-quantized" : "naive-quantized")}}", "ignore": ["lm_head"],
            "kv_cache_scheme": {{(HasCache ? CacheScheme : "null")}}, "config_groups": { "group_0": { "targets": ["Linear"],
              "input_activations": { "num_bits": 8, "type": "float", "strategy": "token", "dynamic": true },
              "weights": { "num_bits": 8, "type": "float", "symmetric": true,
                "strategy": "{{(Tile is not null ? "block" : IsWhole ? "tensor" : "channel")}}",
                "block_structure": {{(Tile is { } block ? $"[{block.Rows}, {block.Columns}]" : "null")}} } } }
          }
          """
        : $$"""
          {
            "quant_method": "{{Method}}", "activation_scheme": "dynamic", "fmt": "e4m3", "modules_to_not_convert": ["lm_head"]
            {{(Tile is { } tile && !IsSqueezed ? $", \"weight_block_size\": [{tile.Rows}, {tile.Columns}]" : string.Empty)}}
            {{(HasCache ? ", \"kv_cache_scheme\": \"static\"" : string.Empty)}}
          }
          """;

    public bool IsKept => false;

    public (IReadOnlyList<CheckpointTensor> Tensors, float[] Values) Store(string name, int outputs, int inputs, int seed)
    {
        var random = new Random(seed);
        var (height, width) = Tile ?? (IsWhole ? outputs : 1, inputs);
        var (rows, columns) = ((outputs + height - 1) / height, (inputs + width - 1) / width);
        byte[] bits = [.. Enumerable.Range(0, outputs * inputs).Select(_ => (byte)(random.Next(8, 120) | (random.Next(2) << 7)))];
        var values = Array.ConvertAll(bits, ValueOf);
        float[] scales =
        [
            .. Enumerable.Range(0, rows * columns).Select(_ => (float)((1 + random.NextDouble()) / 200 / Math.Sqrt(inputs))),
        ];
        int[] shape = IsWhole ? (IsCompressed ? [1] : []) : [rows, columns];
        shape = IsSqueezed ? [.. shape.Where(size => size > 1)] : shape;
        var names = Method == "fp8" ? "weight_scale_inv" : "weight_scale";
        return (
            [Packing.Of($"{name}.weight", "F8_E4M3", [outputs, inputs], bits), Packing.Floats($"{name}.{names}", shape, scales), .. CacheScales(name)],
            [.. values.Select((value, index) => value * scales[(index / inputs / height * columns) + (index % inputs / width)])]);
    }

    // Beside the projections, with the first letter of k_proj and v_proj; or one for both.
    private IEnumerable<CheckpointTensor> CacheScales(string name)
    {
        var (attention, part) = (name[..(name.LastIndexOf('.') + 1)], name.Split('.')[^1]);
        return !HasCache || part is not ("k_proj" or "v_proj") ? []
            : IsCompressed ? [Packing.BrainFloats($"{attention}{part[0]}_scale", [1], [0.03f])]
            : part == "k_proj" ? [Packing.Floats($"{attention}kv_scale", [1], [0.03f])]
            : [];
    }

    /// <summary>Returns the value of a number.</summary>
    public static float ValueOf(byte bits)
    {
        var (exponent, fraction) = ((bits & 0x78) >> 3, bits & 0x07);
        var size = exponent > 0 ? Math.Pow(2, exponent - 7) * (1 + (fraction / 8.0)) : Math.Pow(2, -6) * (fraction / 8.0);
        return (float)((bits & 0x80) == 0 ? size : -size);
    }
}
