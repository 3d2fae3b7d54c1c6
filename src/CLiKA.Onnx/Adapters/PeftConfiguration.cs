using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Configuration;
using CLiKA.Input;

namespace CLiKA.Onnx.Adapters;

/// <summary>The part of PEFT's <c>adapter_config.json</c> that is used.</summary>
/// <param name="Rank">The rank.</param>
/// <param name="Alpha">The alpha hyperparameter, which is divided by the rank to give the scaling.</param>
/// <param name="Targets">The adapted modules.</param>
internal sealed record PeftConfiguration(int Rank, double Alpha, PeftTargets Targets)
{
    public const string FileName = AdapterPath.PeftFile;

    private const string Initialization = "init_lora_weights";

    private static readonly string[] Read =
        ["peft_type", "r", "lora_alpha", "use_rslora", "bias", Initialization, "target_modules", "layers_to_transform", "exclude_modules"];

    // Where an adapter comes from, how it was trained or initialized, and how the model stores its matrices (fan_in_fan_out): none affects what it
    // computes.
    private static readonly string[] WithoutEffect =
    [
        "task_type", "auto_mapping", "peft_version", "base_model_name_or_path", "revision", "inference_mode", "lora_dropout",
        "layers_pattern", "runtime_config", "loftq_config", "eva_config", "corda_config", "lora_ga_config", "qalora_group_size",
        "megatron_core", "ensure_weight_tying", "fan_in_fan_out",
    ];

    // The other initializations pissa, olora, corda, loftq and lora_ga change the model's own weights, which are not in the folder.
    private static readonly string[] Beginnings = ["gaussian", "eva", "orthogonal"];

    /// <summary>Reads a configuration file.</summary>
    /// <exception cref="InvalidInputException">The file is missing or damaged, or requires more than plain LoRA.</exception>
    public static PeftConfiguration From(string path)
    {
        var json = JsonInput.ReadWithLines(path);
        if (json.Text("peft_type") is not "LORA" and var type)
        {
            throw json.Error($"'peft_type' is '{type}'; expected LORA.");
        }

        foreach (var property in UnknownProperties.Of(json, [.. Read, .. WithoutEffect]))
        {
            throw json.Error($"'{property.Name}' is {JsonText.OnOneLine(property.Value)}; CLiKA reads only plain LoRA, without this property.");
        }

        if (json.Has("bias") && json.Text("bias") is not "none" and var bias)
        {
            throw json.Error($"'bias' is '{bias}'; expected none, since trained biases are not supported.");
        }

        if (json.Has(Initialization)
            && json.Element.GetProperty(Initialization).ValueKind is not (JsonValueKind.True or JsonValueKind.False)
            && !Beginnings.Contains(json.Text(Initialization), StringComparer.OrdinalIgnoreCase))
        {
            throw json.Error(
                $"'{Initialization}' is '{json.Text(Initialization)}', with which PEFT changes the weights of the base model; "
                + "save the adapter with path_initial_model_for_weight_conversion.");
        }

        var rank = json.WholeNumber("r");
        if (rank < 1)
        {
            throw json.Error($"'r' is {rank}; expected at least 1.");
        }

        var scale = json.Has("use_rslora") && json.Truth("use_rslora") ? Math.Sqrt(rank) : 1;
        var modules = ModuleNames.Read(json, "target_modules") ?? throw json.Error("'target_modules' is missing or empty; expected the names of the adapted modules.");
        return new(rank, json.Number("lora_alpha") * scale, new(modules, LayersOf(json), ModuleNames.Read(json, "exclude_modules")));
    }

    private static ImmutableArray<int> LayersOf(JsonRecord json)
    {
        if (!json.Has("layers_to_transform"))
        {
            return [];
        }

        var value = json.Element.GetProperty("layers_to_transform");
        var layers = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        return layers.TrueForAll(layer => layer.ValueKind == JsonValueKind.Number && layer.TryGetInt32(out _))
            ? [.. layers.Select(layer => layer.GetInt32())]
            : throw json.Error($"'layers_to_transform' is {JsonText.OnOneLine(value)}; expected layer indices.");
    }
}
