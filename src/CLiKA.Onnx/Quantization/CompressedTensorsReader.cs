using CLiKA.Input;

namespace CLiKA.Onnx.Quantization;

/// <summary>Reads the compressed-tensors format from config.json.</summary>
internal static class CompressedTensorsReader
{
    private static readonly string[] Formats =
    [
        "pack-quantized", "int-quantized", "float-quantized", "naive-quantized", "nvfp4-pack-quantized", "mxfp4-pack-quantized", "mixed-precision",
    ];

    private const string Cache = "kv_cache_scheme";
    private const string Transforms = "transform_config";
    private const string Inputs = "input_activations";
    private const int NvidiaGroup = 16;
    private const int MicroscalingGroup = 32;

    private static readonly string[] Known =
    [
        "quant_method", "format", "sparsity_config", "config_groups", Cache, "weights", Inputs, "output_activations", "num_bits", "type",
        "symmetric", "strategy", "group_size", "block_structure", "actorder",
    ];

    // Modules that were not quantized are recognized by their weights of 32 or 16 bits.
    private static readonly string[] WithoutEffect =
    [
        "ignore", "targets", "quantization_status", "global_compression_ratio", "version", "run_compressed", "producer", "observer", "observer_kwargs",
        "scale_dtype", "zp_dtype",
    ];

    public static CompressedTensorsQuantization Read(JsonRecord json)
    {
        json.RequireOneOf("format", Formats);
        if (QuantizationProperties.IsSet(json, Transforms))
        {
            throw json.Error($"'{Transforms}' is set; rotated weights are not supported.");
        }

        QuantizationProperties.RequireKnown(json, Known, WithoutEffect);
        if (QuantizationProperties.IsSet(json, "sparsity_config"))
        {
            json.Record("sparsity_config").RequireOneOf("format", "dense");
        }

        var groups = json.Record("config_groups");
        var schemes = groups.Names.Select(groups.Record).ToList();
        var weights = schemes.ConvertAll(WeightsOf);
        if (weights.Count == 0)
        {
            throw json.Error("'config_groups' is empty; expected at least one group with 'weights'.");
        }

        // Floating-point numbers of 4 bits have blocks of their own.
        var others = weights.FindAll(weight => !IsFloat4(weight));
        var integers = weights.FindAll(weight => !IsFloat(weight));
        var tiles = others.Where(weight => StrategyOf(weight) == "block").Select(weight => QuantizationProperties.Tile(weight, "block_structure"))
            .Distinct().ToList();
        if (tiles.Count > 0 && others.Exists(weight => StrategyOf(weight) != "block") || tiles.Count > 1)
        {
            throw json.Error("'config_groups' has blocks of several sizes; expected one size.");
        }

        return new(
            Describe(weights, schemes.Where(scheme => scheme.Has(Inputs)).Select(scheme => scheme.Record(Inputs).WholeNumber("num_bits")), CacheBits(json)),
            others.Count < weights.Count,
            [.. integers.Select(weight => weight.WholeNumber("num_bits")).Distinct()],
            [.. integers.Where(weight => weight.Has("group_size")).Select(weight => QuantizationProperties.GroupSize(weight)).OfType<int>().Distinct()],
            integers.TrueForAll(weight => weight.Has("symmetric") && !weight.Truth("symmetric")),
            integers.TrueForAll(IsReordered),
            tiles.Count > 0 ? tiles[0] : null);
    }

    private static JsonRecord WeightsOf(JsonRecord scheme)
    {
        QuantizationProperties.RequireKnown(scheme, Known, WithoutEffect);
        scheme.RequireOneOf("format", Formats);
        if (scheme.Has("output_activations"))
        {
            throw scheme.Error("'output_activations' is set; only quantized weights and inputs are supported.");
        }

        if (scheme.Has(Inputs))
        {
            var inputs = scheme.Record(Inputs);
            _ = QuantizationProperties.Bits(inputs, "num_bits", IsFloat(inputs) ? [4, 8] : [8]);
        }

        var weights = scheme.Record("weights");
        QuantizationProperties.RequireKnown(weights, Known, WithoutEffect);
        weights.RequireOneOf("type", "int", "float");
        weights.RequireOneOf("strategy", IsFloat4(weights) ? ["group", "tensor_group"] : ["tensor", "channel", "group", "block"]);
        _ = QuantizationProperties.Bits(weights, "num_bits", 4, 8);
        if (!IsFloat(weights))
        {
            return weights;
        }

        // Zero points and the order of inputs would not be read.
        weights.RequireTruth("symmetric", true);
        if (IsReordered(weights))
        {
            throw weights.Error("'actorder' lets the inputs of a group be in any order; with floating-point numbers this is not supported.");
        }

        return !IsFloat4(weights) || weights.WholeNumber("group_size") is NvidiaGroup or MicroscalingGroup
            ? weights
            : throw weights.Error(
                $"'group_size' is {weights.WholeNumber("group_size")}; expected {NvidiaGroup} (NVFP4) or {MicroscalingGroup} (MXFP4) for floating-point numbers of 4 bits.");
    }

    private static bool IsFloat(JsonRecord numbers) => numbers.Has("type") && numbers.Text("type").Equals("float", StringComparison.OrdinalIgnoreCase);

    private static bool IsFloat4(JsonRecord weights) => IsFloat(weights) && weights.WholeNumber("num_bits") == 4;

    // Libraries round keys and values, and multiply what they read from the cache by the scales again (vLLM: without a quantized cache, a checkpoint's
    // scales are 1), so that a graph with a cache in full precision needs none.
    private static int? CacheBits(JsonRecord json)
    {
        if (!QuantizationProperties.IsSet(json, Cache))
        {
            return null;
        }

        var scheme = json.Record(Cache);
        QuantizationProperties.RequireKnown(scheme, [.. Known, "dynamic"], WithoutEffect);
        return scheme.OptionalWholeNumber("num_bits") ?? 8;
    }

    // Inferred as in the library where it is absent.
    private static string StrategyOf(JsonRecord weights) => weights.Has("strategy") ? weights.Text("strategy").ToLowerInvariant()
        : !weights.Has("group_size") ? "tensor"
        : QuantizationProperties.GroupSize(weights) is null ? "channel"
        : "group";

    // True means by group, like "dynamic"; "weight" and "static" leave the inputs of a group together.
    private static bool IsReordered(JsonRecord weights) => weights.Has("actorder") && weights.Element.GetProperty("actorder").ToString().ToLowerInvariant()
        is "group" or "dynamic" or "true";

    private static string Describe(IEnumerable<JsonRecord> weights, IEnumerable<int> inputBits, int? cacheBits)
    {
        var kinds = weights.Select(weight =>
        {
            var size = weight.Has("group_size") ? QuantizationProperties.GroupSize(weight) : null;
            return IsFloat4(weight) ? (size == NvidiaGroup ? "NVFP4" : "MXFP4")
                : IsFloat(weight) ? "FP8"
                : $"{QuantizationWords.Bits(weight.WholeNumber("num_bits"))}{QuantizationWords.Groups(size)}";
        }).Distinct();
        return $"compressed-tensors, {string.Join(" and ", kinds)}{QuantizationWords.NotRounded(inputBits, cacheBits)}";
    }
}
