using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx;

/// <summary>What a configuration must be for the graph to be right.</summary>
internal static class LlamaConfigurationCheck
{
    // A relative of Llama that differs by a bias or a scaled rotation would load and answer, a little wrongly.
    public static void RefuseVariants(JsonRecord json)
    {
        if (json.Text("model_type") is not "llama" and var type)
        {
            throw json.Error($"'model_type' is '{type}'; expected 'llama'.");
        }

        if (json.Has("hidden_act") && json.Text("hidden_act") is not "silu" and var activation)
        {
            throw json.Error($"'hidden_act' is '{activation}'; only 'silu' is supported.");
        }

        foreach (var flag in (string[])["attention_bias", "mlp_bias", "tie_word_embeddings"])
        {
            var kind = json.Has(flag) ? json.Element.GetProperty(flag).ValueKind : JsonValueKind.False;
            if (kind is not (JsonValueKind.True or JsonValueKind.False))
            {
                throw json.Error($"'{flag}' is {kind}; expected true or false.");
            }

            if (kind == JsonValueKind.True && flag != "tie_word_embeddings")
            {
                throw json.Error($"'{flag}' is true; biases are not supported.");
            }
        }

        RefuseScaledRotation(json, "rope_scaling");
        RefuseScaledRotation(json, "rope_parameters");
    }

    /// <summary>What is wrong with a configuration.</summary>
    /// <returns>One sentence, or null where nothing is.</returns>
    public static string? ProblemOf(LlamaConfiguration configuration)
    {
        int[] sizes =
        [
            configuration.VocabularySize, configuration.HiddenSize, configuration.IntermediateSize, configuration.Layers,
            configuration.Heads, configuration.KeyValueHeads, configuration.HeadSize, configuration.MaximumPositions,
        ];
        if (sizes.Min() < 1)
        {
            return "every size must be at least 1.";
        }

        if (configuration.Heads % configuration.KeyValueHeads != 0)
        {
            return $"{configuration.Heads} heads cannot share {configuration.KeyValueHeads} key and value heads evenly.";
        }

        return configuration.HeadSize % 2 != 0 ? $"the head size {configuration.HeadSize} is odd; rotation needs pairs." : null;
    }

    private static void RefuseScaledRotation(JsonRecord json, string name)
    {
        if (!json.Has(name))
        {
            return;
        }

        var rope = json.Record(name);
        var key = rope.Has("rope_type") ? "rope_type" : "type";
        if (rope.Text(key) is not "default" and var type)
        {
            throw json.Error($"'{name}' is of type '{type}'; only 'default' is supported.");
        }
    }
}
