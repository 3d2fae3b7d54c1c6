using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Adapters;

/// <summary>
/// A LoRA adapter in the format of HuggingFace's PEFT: <c>adapter_config.json</c>, and <c>adapter_model.safetensors</c> with
/// <c>base_model.model.MODULE.lora_A.weight</c> [rank, inputs] and <c>lora_B.weight</c> [outputs, rank].
/// </summary>
public static class PeftFolder
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n" };

    /// <summary>Reads an adapter.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <returns>The adapter, with its modules layer by layer.</returns>
    /// <exception cref="InvalidInputException">
    /// A file is missing or damaged, a tensor is superfluous or of another shape, A is without B, or the adapter is more than plain LoRA. Whether modules
    /// are missing shows where the adapter meets its model.
    /// </exception>
    public static LoraAdapter Read(string folder)
    {
        var configuration = PeftConfiguration.From(Path.Combine(folder, PeftConfiguration.FileName));
        var path = Path.Combine(folder, PeftTensors.FileName);
        if (!File.Exists(path))
        {
            throw new InvalidInputException(path, "no such file; expected an adapter in safetensors, as PEFT saves it by default (safe_serialization).");
        }

        var (modules, selection) = new PeftTensors(path, configuration).Read();
        var adapter = new LoraAdapter(configuration.Rank, configuration.Alpha, modules) { Selection = selection };
        return LoraAdapterCheck.ProblemOf(adapter) is { } problem ? throw new InvalidInputException(path, problem) : adapter;
    }

    /// <summary>Writes an adapter in 32 bits. Equal adapters give equal bytes.</summary>
    /// <param name="folder">Path of the folder; it is created as needed, and the two files in it are replaced.</param>
    /// <param name="adapter">The adapter, whose modules must have the same rank.</param>
    /// <param name="baseModelName">Name or path of the model that was adapted.</param>
    /// <param name="dropout">The dropout rate of the training, in [0, 1).</param>
    /// <exception cref="ArgumentException">The adapter is inconsistent, or its modules have different ranks.</exception>
    /// <exception cref="InvalidInputException">The configuration cannot be written.</exception>
    public static void Write(string folder, LoraAdapter adapter, string baseModelName, double dropout = 0)
    {
        LoraAdapterCheck.ThrowIfWrong(adapter);
        if (adapter.Modules.FirstOrDefault(module => module.Rank != adapter.Rank) is { } other)
        {
            throw new ArgumentException(
                $"'{other.Name}' has the rank {other.Rank}; expected the adapter's, {adapter.Rank}.", nameof(adapter));
        }

        var tensors = adapter.Modules.SelectMany(module => ((string Key, int[] Shape, float[] Values)[])
        [
            ($"{PeftTensors.Prefix}{module.Name}{LoraInput.SuffixA}", [module.Rank, module.Inputs], module.A),
            ($"{PeftTensors.Prefix}{module.Name}{LoraInput.SuffixB}", [module.Outputs, module.Rank], module.B),
        ]).ToDictionary(tensor => tensor.Key);
        SafetensorsWriter.Write(
            Path.Combine(folder, PeftTensors.FileName),
            [.. tensors.Values.Select(tensor => (tensor.Key, tensor.Shape))],
            name => tensors[name].Values,
            WeightType.Float32);
        AtomicFile.WriteAllText(
            Path.Combine(folder, PeftConfiguration.FileName), Configuration(adapter, baseModelName, dropout).ToJsonString(Indented) + "\n");
    }

    // The properties that every version of PEFT has had since 0.4, in alphabetical order as PEFT writes them.
    private static JsonObject Configuration(LoraAdapter adapter, string baseModelName, double dropout)
    {
        var parts = adapter.Modules
            .Select(module => (Layer: PeftTargets.LayerOf(module.Name), Ending: module.Name.Split('.')[^1])).ToHashSet();
        var endings = parts.Select(part => part.Ending).Distinct().Order(StringComparer.Ordinal).ToList();
        var layers = parts.Select(part => part.Layer).Distinct().Order().ToList();

        // PEFT applies a short name to all layers, so full names are needed where some layer lacks the module.
        var isShort = !layers.Contains(null) && parts.Count == endings.Count * layers.Count && parts.Count == adapter.Modules.Length;
        var targets = isShort ? endings : [.. adapter.Modules.Select(module => module.Name)];
        return new()
        {
            ["auto_mapping"] = null,
            ["base_model_name_or_path"] = baseModelName,
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["inference_mode"] = true,
            ["init_lora_weights"] = true,
            ["layers_pattern"] = null,
            ["layers_to_transform"] = isShort ? new JsonArray([.. layers.Select(layer => (JsonNode)layer!.Value)]) : null,
            ["lora_alpha"] = adapter.Alpha,
            ["lora_dropout"] = dropout,
            ["modules_to_save"] = null,
            ["peft_type"] = "LORA",
            ["r"] = adapter.Rank,
            ["revision"] = null,
            ["target_modules"] = new JsonArray([.. targets.Select(target => (JsonNode)target)]),
            ["task_type"] = "CAUSAL_LM",
        };
    }
}
