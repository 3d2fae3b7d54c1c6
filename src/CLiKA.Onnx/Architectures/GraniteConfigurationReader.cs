using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads config.json of GraniteForCausalLM, GraniteMoeForCausalLM, GraniteMoeSharedForCausalLM, and GraniteMoeHybridForCausalLM.
/// </summary>
internal static class GraniteConfigurationReader
{
    private const string Defaults = """
        {
          "rms_norm_eps": 1e-6, "bos_token_id": 1, "embedding_multiplier": 1, "logits_scaling": 1, "residual_multiplier": 1,
          "attention_multiplier": 1
        }
        """;

    private const string Shared = "shared_intermediate_size";
    private const string Layers = "layer_types";
    private const string Count = "num_local_experts";

    private static readonly CheckpointNames HybridNames =
        CheckpointNames.Of(["model."], ("mlp", "shared_mlp"), ("gate_up_proj", "input_linear"), ("down_proj", "output_linear"));

    /// <summary>Reads Granite without experts.</summary>
    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        return LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json)) with
        {
            Variant = new()
            {
                EmbeddingScale = json.Number("embedding_multiplier"),
                ResidualScale = json.Number("residual_multiplier"),
                AttentionScale = json.Number("attention_multiplier"),
                LogitScale = 1 / json.Number("logits_scaling"),
            },
        };
    }

    /// <summary>Reads Granite with experts.</summary>
    public static DecoderConfiguration ReadMixture(JsonRecord file)
    {
        var shape = Read(file);
        var experts = MixtureOfExpertsReader.Read(file, "intermediate_size") with { SharesSumToOne = true };
        return shape with { Variant = shape.Variant with { Experts = experts } };
    }

    /// <summary>Reads Granite with experts and a shared expert.</summary>
    public static DecoderConfiguration ReadShared(JsonRecord file)
    {
        var shape = ReadMixture(file);
        var width = file.WholeNumber(Shared);
        var experts = shape.Variant.Experts! with { Shared = width == 0 ? null : new(width, HasGate: false) };
        return shape with { Variant = shape.Variant with { Experts = experts } };
    }

    /// <summary>
    /// Reads Granite 4 where it has neither state-space layers nor experts: its feed-forward block is the shared expert of the other models.
    /// </summary>
    public static DecoderConfiguration ReadHybrid(JsonRecord file)
    {
        // HuggingFace's class takes a missing list, and an empty one, for state-space layers alone.
        if (!file.Has(Layers) || file.Texts(Layers) is var types && (types.IsEmpty || types.Any(type => type is not ("attention" or LayerTypes.Full))))
        {
            throw file.Error($"'{Layers}' must be 'attention' for every layer; Granite 4 models with state-space layers are not supported.");
        }

        if (file.WholeNumber(Count) is not 0 and var count)
        {
            throw file.Error($"'{Count}' is {count}; expected 0, since Granite 4 models with experts are not supported.");
        }

        var shape = Read(file) with { IntermediateSize = file.WholeNumber(Shared) };
        DecoderConfigurationCheck.RequireSizes(shape, file);
        var rotates = file.Has("position_embedding_type") && file.Text("position_embedding_type") == "rope";
        return shape with
        {
            Variant = shape.Variant with
            {
                Fused = FusedProjections.FeedForward,
                Names = HybridNames,
                Layers = rotates ? [] : [.. Enumerable.Repeat(new LayerAttention(null, null), shape.Layers)],
            },
        };
    }
}
