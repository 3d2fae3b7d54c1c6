using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>
/// Floating-point numbers of 4 bits of compressed-tensors (nvfp4/base.py and helpers.py, mxfp4/base.py and mx_utils.py at ac8e2ba): NVFP4 has
/// "scale / global_scale" for each block of 16, MXFP4 "2.0 ** (exponent - 127)" for each of 32.
/// </summary>
/// <param name="IsNvidia">Whether the format is NVFP4; otherwise, MXFP4.</param>
/// <param name="RoundsInputs">Whether the format rounds activations too.</param>
/// <param name="ScaleType">Type of the exponents in MXFP4.</param>
internal sealed record Float4Format(bool IsNvidia, bool RoundsInputs = true, string ScaleType = "U8") : IStoredFormat
{
    /// <summary>The numbers (OCP Microscaling Formats 1.0, table of E2M1), by their four bits.</summary>
    public static readonly float[] Numbers = [0, 0.5f, 1, 1.5f, 2, 3, 4, 6, -0f, -0.5f, -1, -1.5f, -2, -3, -4, -6];

    private int Block => IsNvidia ? 16 : 32;

    // As in files of RedHatAI.
    public string Configuration => $$"""
        {
          "quant_method": "compressed-tensors", "format": "{{(IsNvidia ? "nvfp4" : "mxfp4")}}-pack-quantized", "quantization_status": "compressed",
          "global_compression_ratio": null, "ignore": ["lm_head"], "kv_cache_scheme": null, "sparsity_config": {}, "transform_config": {},
          "version": "0.12.3.a20251114", "config_groups": { "group_0": {
            "targets": ["Linear"], "output_activations": null, "format": "{{(IsNvidia ? "nvfp4" : "mxfp4")}}-pack-quantized",
            "input_activations": {{(RoundsInputs ? Scheme(IsNvidia ? "\"local\"" : "true") : "null")}}, "weights": {{Scheme("false")}} } }
        }
        """;

    public bool IsKept => true;

    // Whole blocks of 32.
    public string Changes => """{ "intermediate_size": 64 }""";

    public (IReadOnlyList<CheckpointTensor> Tensors, float[] Values) Store(string name, int outputs, int inputs, int seed)
    {
        var random = new Random(seed);
        var pairs = new byte[outputs * inputs / 2];
        random.NextBytes(pairs);
        byte[] scales = [.. Enumerable.Range(0, outputs * inputs / Block).Select(_ => (byte)(IsNvidia ? random.Next(0x60, 0x70) : random.Next(121, 126)))];
        var whole = (float)(2000 + (random.NextDouble() * 1000));
        float[] each = Array.ConvertAll(scales, scale => IsNvidia ? Float8Format.ValueOf(scale) / whole : MathF.Pow(2, scale - 127));
        CheckpointTensor[] ofWhole = !IsNvidia ? []
            : RoundsInputs ? [Packing.Floats($"{name}.weight_global_scale", [1], [whole]), Packing.Floats($"{name}.input_global_scale", [1], [0.5f])]
            : [Packing.Floats($"{name}.weight_global_scale", [1], [whole])];
        return (
            [
                Packing.Of($"{name}.weight_packed", "U8", [outputs, inputs / 2], pairs),
                Packing.Of($"{name}.weight_scale", IsNvidia ? "F8_E4M3" : ScaleType, [outputs, inputs / Block], scales),
                .. ofWhole,
            ],
            Values(pairs, each, Block));
    }

    /// <summary>Unpacks numbers, and multiplies them by the scales of their blocks.</summary>
    public static float[] Values(byte[] pairs, float[] scales, int block) =>
    [
        .. pairs.SelectMany(pair => (int[])[pair & 0x0F, pair >> 4]).Select((number, index) => Numbers[number] * scales[index / block]),
    ];

    private string Scheme(string dynamic) => $$"""
        {
          "num_bits": 4, "type": "float", "symmetric": true, "strategy": "{{(IsNvidia ? "tensor_group" : "group")}}", "group_size": {{Block}},
          "dynamic": {{dynamic}}, "actorder": null, "block_structure": null, "observer": "memoryless_minmax", "observer_kwargs": {},
          "scale_dtype": "{{(IsNvidia ? "torch.float8_e4m3fn" : "torch.uint8")}}", "zp_dtype": null
        }
        """;
}
