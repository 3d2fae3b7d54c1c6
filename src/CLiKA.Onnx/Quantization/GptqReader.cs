using System.Text.RegularExpressions;
using CLiKA.Input;

namespace CLiKA.Onnx.Quantization;

/// <summary>Reads GPTQ's format from config.json.</summary>
internal static class GptqReader
{
    private const string Rules = "dynamic";

    private static readonly string[] OfModules = ["bits", "group_size", "sym", "desc_act"];

    private static readonly string[] All =
        [.. OfModules, Rules, "quant_method", "method", "format", "checkpoint_format", "is_marlin_format", "pack_dtype", "data_type"];

    // How a checkpoint was made and from what, how others compute with it, and which modules are quantized, which the tensors show too. The last
    // lines are AutoRound's.
    private static readonly string[] WithoutEffect =
    [
        "damp_percent", "damp_auto_increment", "static_groups", "true_sequential", "act_group_aware", "mse", "tokenizer", "dataset", "meta", "quantizer",
        "producer", "model_name_or_path", "model_file_base_name", "model_seqlen", "block_name_to_quantize", "module_name_preceding_first_block",
        "modules_in_block_to_quantize", "modules_to_not_convert", "lm_head", "batch_size", "pad_token_id", "max_input_length", "cache_block_outputs",
        "backend", "use_cuda_fp16", "use_exllama", "disable_exllama", "exllama_config",
        "autoround_version", "iters", "lr", "minmax_lr", "nsamples", "seqlen", "train_bs", "gradient_accumulate_steps", "enable_minmax_tuning",
        "enable_quanted_input", "enable_norm_bias_tuning", "low_gpu_mem_usage", "low_cpu_mem_usage", "not_use_best_mse", "amp", "scale_dtype",
        "to_quant_block_names",
    ];

    public static GptqQuantization Read(JsonRecord json)
    {
        json.RequireOneOf("method", "gptq");
        json.RequireOneOf("pack_dtype", "int32");
        json.RequireOneOf("data_type", "int");
        var format = json.Has("checkpoint_format") ? "checkpoint_format" : "format";
        json.RequireOneOf(format, "gptq", "gptq_v2");
        if (json.Has("is_marlin_format") && json.Truth("is_marlin_format"))
        {
            throw json.Error("'is_marlin_format' is true; weights repacked for the Marlin kernel are not supported.");
        }

        QuantizationProperties.RequireKnown(json, All, WithoutEffect);
        var all = new GptqModule(
            QuantizationProperties.Bits(json, "bits", 4, 8), QuantizationProperties.GroupSize(json), json.TruthOr("sym", true), json.TruthOr("desc_act", false));
        var storesLessOne = !json.Has(format) || !json.Text(format).Equals("gptq_v2", StringComparison.OrdinalIgnoreCase);
        return new(all, json.Has(Rules) ? RulesOf(json.Record(Rules), all) : [], storesLessOne);
    }

    // As in GPTQModel: the first rule whose expression matches the beginning of a name applies; it follows "+:", or "-:" for modules that were not
    // quantized.
    private static List<GptqModule> RulesOf(JsonRecord json, GptqModule all) => [.. json.Names.Select(name =>
    {
        var rule = json.Record(name);
        QuantizationProperties.RequireKnown(rule, OfModules, WithoutEffect);
        return new GptqModule(
            rule.Has("bits") ? QuantizationProperties.Bits(rule, "bits", 4, 8) : all.Bits,
            rule.Has("group_size") ? QuantizationProperties.GroupSize(rule) : all.GroupSize,
            rule.TruthOr("sym", all.IsSymmetric),
            rule.TruthOr("desc_act", all.IsReordered),
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
            throw json.Error($"'{name}' in '{Rules}' is not a regular expression: {error.Message}");
        }
    }
}
