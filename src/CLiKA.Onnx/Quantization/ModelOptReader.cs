using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// Reads the format of NVIDIA's Model Optimizer from config.json, or from <see cref="FileName"/>, of which earlier versions put nothing into config.json.
/// </summary>
internal static class ModelOptReader
{
    /// <summary>Name of the file that Model Optimizer writes beside config.json.</summary>
    public const string FileName = "hf_quant_config.json";

    /// <summary>The method's name in config.json.</summary>
    public const string Method = "modelopt";

    private const string Nested = "quantization";
    private const string Kind = "quant_algo";
    private const string Layers = "quantized_layers";
    private const string Mixed = "MIXED_PRECISION";
    private const string Cache = "kv_cache_scheme";
    private const string CacheKind = "kv_cache_quant_algo";
    private const string Group = "group_size";

    // vLLM rounds activations in FP8 with tiles too.
    private static readonly Dictionary<string, Algorithm> Algorithms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["FP8"] = new("FP8", InputBits: 8),
        ["FP8_PER_CHANNEL_PER_TOKEN"] = new("FP8", InputBits: 8),
        ["FP8_PB_WO"] = new("FP8", InputBits: 8),
        ["NVFP4"] = new("NVFP4", InputBits: 4, Group: 16),
        ["W4A16_NVFP4"] = new("NVFP4", InputBits: null, Group: 16),
    };

    private static readonly Dictionary<string, int> CacheBits = new(StringComparer.OrdinalIgnoreCase) { ["FP8"] = 8, ["INT8"] = 8, ["NVFP4"] = 4 };

    private static readonly string[] Known =
    [
        "quant_method", Nested, Kind, Layers, Cache, CacheKind, Group, "config_groups", "weights", "input_activations", "num_bits", "type", "strategy",
    ];

    // Modules that were not quantized are recognized by their weights of 32 or 16 bits.
    private static readonly string[] WithoutEffect = ["producer", "ignore", "exclude_modules", "targets"];

    /// <summary>Reads the format.</summary>
    /// <param name="json">The property of config.json, or the whole other file.</param>
    /// <exception cref="InvalidInputException">The format is not supported.</exception>
    public static ModelOptQuantization Read(JsonRecord json)
    {
        QuantizationProperties.RequireKnown(json, Known, WithoutEffect);
        var own = json.Has(Nested) ? json.Record(Nested) : json;
        QuantizationProperties.RequireKnown(own, Known, WithoutEffect);
        foreach (var group in Each(own, "config_groups"))
        {
            RequireGroup(group);
        }

        var isMixed = own.Has(Kind) && own.Text(Kind).Equals(Mixed, StringComparison.OrdinalIgnoreCase);
        var algorithms = (isMixed ? [] : (JsonRecord[])[own]).Concat(Each(own, Layers)).Select(AlgorithmOf).Distinct().ToList();
        return algorithms.Count > 0
            ? new(
                $"Model Optimizer, {string.Join(" and ", algorithms.Select(algorithm => algorithm.Words).Distinct())}"
                + QuantizationWords.NotRounded(algorithms.Select(algorithm => algorithm.InputBits).OfType<int>(), CacheBitsOf(own)))
            : throw own.Error($"'{Layers}' is empty; expected the format of each layer, since '{Kind}' is '{Mixed}'.");
    }

    /// <summary>Returns the content of the file in the form of a property of config.json.</summary>
    /// <param name="path">Path of the file.</param>
    public static JsonObject Property(string path)
    {
        var json = JsonNode.Parse(TextInput.ReadAllText(path))!.AsObject();
        json["quant_method"] = Method;
        return json;
    }

    private static IEnumerable<JsonRecord> Each(JsonRecord json, string name)
    {
        var all = json.Has(name) ? json.Record(name) : null;
        return all?.Names.Select(all.Record) ?? [];
    }

    private static Algorithm AlgorithmOf(JsonRecord json)
    {
        QuantizationProperties.RequireKnown(json, Known, WithoutEffect);
        var name = json.Has(Kind) ? json.Text(Kind) : null;
        if (name is null || !Algorithms.TryGetValue(name, out var algorithm))
        {
            throw json.Error($"'{Kind}' is {(name is null ? "missing" : $"'{name}'")}; expected {string.Join(", ", Algorithms.Keys)} or {Mixed}.");
        }

        return algorithm.Group is { } size && json.Has(Group) && json.WholeNumber(Group) != size
            ? throw json.Error($"'{Group}' is {json.WholeNumber(Group)}; expected {size}.")
            : algorithm;
    }

    // The same in the words of compressed-tensors.
    private static void RequireGroup(JsonRecord group)
    {
        QuantizationProperties.RequireKnown(group, Known, WithoutEffect);
        if (!group.Has("weights"))
        {
            _ = AlgorithmOf(group);
            return;
        }

        var weights = group.Record("weights");
        QuantizationProperties.RequireKnown(weights, Known, WithoutEffect);
        weights.RequireOneOf("type", "float");
        _ = QuantizationProperties.Bits(weights, "num_bits", 4, 8);
    }

    // Keys and values are left as they are, as with compressed-tensors.
    private static int? CacheBitsOf(JsonRecord json)
    {
        if (json.Has(Cache) && json.Element.GetProperty(Cache).ValueKind == JsonValueKind.Object)
        {
            return QuantizationProperties.IsSet(json, Cache) ? json.Record(Cache).OptionalWholeNumber("num_bits") ?? 8 : null;
        }

        return Array.Find([Cache, CacheKind], json.Has) is not { } name ? null
            : CacheBits.TryGetValue(json.Text(name), out var bits) ? bits
            : throw json.Error($"'{name}' is '{json.Text(name)}'; expected {string.Join(", ", CacheBits.Keys)}.");
    }

    /// <summary>A format of weights and activations.</summary>
    /// <param name="Words">The format of weights in words.</param>
    /// <param name="InputBits">Number of bits of activations; null where they are not rounded.</param>
    /// <param name="Group">Number of inputs that share a scale, where the files say it.</param>
    private sealed record Algorithm(string Words, int? InputBits, int? Group = null);
}
