using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx.Quantization;

/// <summary>Reads what config.json says of the format of compressed-tensors.</summary>
internal static class CompressedTensorsReader
{
    private static readonly string[] Formats = ["pack-quantized", "int-quantized", "float-quantized", "naive-quantized", "mixed-precision"];
    private static readonly string[] Refused = ["kv_cache_scheme", "transform_config"];

    public static CompressedTensorsQuantization Read(JsonRecord json)
    {
        QuantizationReader.RequireOneOf(json, "format", Formats);
        foreach (var name in Refused.Where(name => IsSet(json, name)))
        {
            throw json.Error($"'{name}' is there; only weights that are quantized are supported, with nothing done to keys, values and rotations.");
        }

        if (IsSet(json, "sparsity_config"))
        {
            QuantizationReader.RequireOneOf(json.Record("sparsity_config"), "format", "dense");
        }

        var groups = json.Record("config_groups");
        var schemes = groups.Names.Select(groups.Record).ToList();
        var weights = schemes.ConvertAll(WeightsOf);
        if (weights.Count == 0)
        {
            throw json.Error("'config_groups' is empty; expected how weights were quantized.");
        }

        var tiles = weights.Where(weight => weight.Text("strategy") == "block").Select(weight => QuantizationReader.Tile(weight, "block_structure"))
            .Distinct().ToList();
        if (tiles.Count > 0 && weights.Any(weight => weight.Text("strategy") != "block") || tiles.Count > 1)
        {
            throw json.Error("'config_groups' has tiles of several sizes; expected one.");
        }

        return new(
            Describe(weights, schemes.Exists(scheme => scheme.Has("input_activations"))),
            [.. weights.Select(weight => weight.WholeNumber("num_bits")).Distinct()],
            [.. weights.Where(weight => weight.Has("group_size")).Select(weight => QuantizationReader.GroupSize(weight)).OfType<int>().Distinct()],
            weights.TrueForAll(weight => weight.Has("symmetric") && !weight.Truth("symmetric")),
            tiles.Count > 0 ? tiles[0] : null);
    }

    private static JsonRecord WeightsOf(JsonRecord scheme)
    {
        QuantizationReader.RequireOneOf(scheme, "format", Formats);
        if (scheme.Has("output_activations"))
        {
            throw scheme.Error("'output_activations' is there; only weights and what goes into them may be quantized.");
        }

        if (scheme.Has("input_activations"))
        {
            _ = QuantizationReader.Bits(scheme.Record("input_activations"), "num_bits", 8);
        }

        var weights = scheme.Record("weights");
        QuantizationReader.RequireOneOf(weights, "type", "int", "float");
        QuantizationReader.RequireOneOf(weights, "strategy", "tensor", "channel", "group", "block");
        _ = weights.Text("type") == "int" ? QuantizationReader.Bits(weights, "num_bits", 4, 8) : QuantizationReader.Bits(weights, "num_bits", 8);
        return weights;
    }

    private static string Describe(IEnumerable<JsonRecord> weights, bool roundsActivations)
    {
        var kinds = weights.Select(weight =>
        {
            var size = weight.Has("group_size") ? QuantizationReader.GroupSize(weight) : null;
            return weight.Text("type") == "float" ? "FP8, widened"
                : $"{QuantizationWords.Bits(weight.WholeNumber("num_bits"))}{QuantizationWords.Groups(size)}, kept as they are";
        }).Distinct();
        return $"compressed-tensors, {string.Join(" and ", kinds)}{(roundsActivations ? $"; {QuantizationWords.Activations}" : string.Empty)}";
    }

    private static bool IsSet(JsonRecord json, string name) => json.Has(name)
        && json.Element.GetProperty(name) is var value && (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Any());
}
