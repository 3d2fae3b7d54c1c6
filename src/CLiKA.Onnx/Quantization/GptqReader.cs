using System.Text.RegularExpressions;
using CLiKA.Input;

namespace CLiKA.Onnx.Quantization;

/// <summary>Reads what config.json says of GPTQ.</summary>
internal static class GptqReader
{
    private const string Rules = "dynamic";

    public static GptqQuantization Read(JsonRecord json)
    {
        QuantizationReader.RequireOneOf(json, "pack_dtype", "int32");
        var format = json.Has("checkpoint_format") ? "checkpoint_format" : "format";
        QuantizationReader.RequireOneOf(json, format, "gptq", "gptq_v2");
        if (json.Has("is_marlin_format") && json.Truth("is_marlin_format"))
        {
            throw json.Error("'is_marlin_format' is true; expected weights that were not repacked for a kernel.");
        }

        var all = new GptqModule(
            QuantizationReader.Bits(json, "bits", 4, 8), QuantizationReader.GroupSize(json), IsTrue(json, "sym", true), IsTrue(json, "desc_act", false));
        var storesLessOne = !json.Has(format) || !json.Text(format).Equals("gptq_v2", StringComparison.OrdinalIgnoreCase);
        return new(all, json.Has(Rules) ? RulesOf(json.Record(Rules), all) : [], storesLessOne);
    }

    // As GPTQModel reads its own rules: the first counts whose expression fits the beginning of a name, after "+:", or "-:" for modules that were
    // not quantized.
    private static List<GptqModule> RulesOf(JsonRecord json, GptqModule all) => [.. json.Names.Select(name =>
    {
        var rule = json.Record(name);
        return new GptqModule(
            rule.Has("bits") ? QuantizationReader.Bits(rule, "bits", 4, 8) : all.Bits,
            rule.Has("group_size") ? QuantizationReader.GroupSize(rule) : all.GroupSize,
            IsTrue(rule, "sym", all.IsSymmetric),
            IsTrue(rule, "desc_act", all.IsReordered),
            Expression(json, name));
    })];

    private static Regex Expression(JsonRecord json, string name)
    {
        var pattern = name.StartsWith("+:", StringComparison.Ordinal) || name.StartsWith("-:", StringComparison.Ordinal) ? name[2..] : name;
        try
        {
            return new($@"\A(?:{pattern})", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        }
        catch (ArgumentException error)
        {
            throw json.Error($"'{Rules}' names modules by '{name}'; expected a regular expression: {error.Message}");
        }
    }

    private static bool IsTrue(JsonRecord json, string name, bool otherwise) => json.Has(name) ? json.Truth(name) : otherwise;
}
