using System.Globalization;
using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Gemma4ForCausalLM, and Gemma4UnifiedForCausalLM, which has neither experts nor embeddings by layer.</summary>
internal static class Gemma4
{
    private const string SharedDefaults = """
        {
          "vocab_size": 262144, "hidden_size": 2304, "intermediate_size": 9216, "num_hidden_layers": 30, "num_attention_heads": 8,
          "num_key_value_heads": 4, "head_dim": 256, "global_head_dim": 512, "rms_norm_eps": 1e-6, "bos_token_id": 2, "tie_word_embeddings": true,
          "num_kv_shared_layers": 0, "attention_k_eq_v": false, "use_double_wide_mlp": false,
          "rope_parameters": {
            "sliding_attention": { "rope_type": "default", "rope_theta": 10000 },
            "full_attention": { "rope_type": "proportional", "partial_rotary_factor": 0.25, "rope_theta": 1000000 }
          }
        }
        """;

    private const string HeadSize = "head_dim";
    private const string KeyValueHeads = "num_key_value_heads";
    private const string ByLayer = "per_layer_config";

    private const string Properties =
        $"attention_bias rms_norm_eps hidden_activation use_bidirectional_attention num_global_key_value_heads final_logit_softcapping {ByLayer} {PropertyNames.Sliding}";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "max_position_embeddings": 131072, "sliding_window": 512, "hidden_size_per_layer_input": 256, "vocab_size_per_layer_input": 262144,
              "enable_moe_block": false
            }
            """,
        SharedDefaults = SharedDefaults,
        Properties = $"num_experts top_k_experts moe_intermediate_size {Properties}",
    };

    /// <summary>The decoder without experts and embeddings by layer.</summary>
    public static DecoderKind Unified { get; } = new(Read)
    {
        Defaults = """{ "max_position_embeddings": 262144, "sliding_window": 1024 }""",
        SharedDefaults = SharedDefaults,
        Properties = Properties,
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        json.RequireOneOf("hidden_activation", "gelu_pytorch_tanh");

        // Images alone are seen in both directions.
        json.RequireOneOf("use_bidirectional_attention", "vision");
        var full = RotationReader.OfLayerType(json, LayerTypes.Full);
        var shape = DecoderShape.Read(json, full) with { QueryKeyNorm = QueryKeyNorm.Shared };
        DecoderConfigurationCheck.RequireSizes(shape, json);
        LayerAttention[] layers = [.. Layers(json, shape, full)];
        return shape with
        {
            Variant = new()
            {
                Norms = LayerNorms.Around,
                Activation = FeedForwardActivation.GeluTanh,
                AttentionScale = 1,
                NormalizesValues = true,
                ScalesLayers = true,
                EmbeddingScale = Gemma.EmbeddingScale(json, shape.HiddenSize),
                LogitCap = json.OptionalNumber("final_logit_softcapping"),
                Layers = [.. layers],
                IntermediateSizes = json.Truth("use_double_wide_mlp")
                    ? [.. layers.Select(layer => layer.KeysOf is null ? shape.IntermediateSize : 2 * shape.IntermediateSize)]
                    : [],
                PerLayer = PerLayer(json),
                Experts = json.TruthOr("enable_moe_block", false) ? Experts(json) : null,
            },
        };
    }

    private static IEnumerable<LayerAttention> Layers(JsonRecord json, DecoderConfiguration shape, Rotation full)
    {
        var types = LayerTypes.Of(json, shape.Layers, period: 6);

        // Their class makes the last layer see all.
        types[^1] = LayerTypes.Full;
        var sliding = RotationReader.OfLayerType(json, LayerTypes.Sliding);
        var valuesAreKeys = json.Truth("attention_k_eq_v");
        var (headSize, keyValueHeads) = OfFullLayers(json, types);
        return LayerTypes.Attention(json, shape, types, sliding, full).Zip(types, KeyValueSharing.Sources(json, types)).Select(entry =>
        {
            var (attention, type, source) = entry;
            return attention with
            {
                HeadSize = type == LayerTypes.Sliding ? null : headSize,
                KeyValueHeads = type == LayerTypes.Sliding ? null : keyValueHeads,
                ValuesAreKeys = type == LayerTypes.Full && valuesAreKeys,
                KeysOf = source,
            };
        });
    }

    // Published files have a property for each of the two. HuggingFace's class, as of version 5.17, saves them under the number of each layer instead.
    private static (int HeadSize, int? KeyValueHeads) OfFullLayers(JsonRecord json, string[] types)
    {
        if (!json.Has(ByLayer))
        {
            return (json.WholeNumber("global_head_dim"), json.Truth("attention_k_eq_v") ? json.OptionalWholeNumber("num_global_key_value_heads") : null);
        }

        var byLayer = json.Record(ByLayer);
        int[] full = [.. types.Index().Where(type => type.Item == LayerTypes.Full).Select(type => type.Index)];
        var named = byLayer.Names.Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var layer) ? layer : -1);
        if (!named.Order().SequenceEqual(full))
        {
            throw json.Error($"'{ByLayer}' names the layers {string.Join(", ", byLayer.Names)}; expected those of type {LayerTypes.Full}: {string.Join(", ", full)}.");
        }

        (int, int?)[] distinct = [.. byLayer.Names.Select(name => OfLayer(json, byLayer.Record(name))).Distinct()];
        return distinct is [var alike] ? alike : throw json.Error($"'{ByLayer}' differs between layers; expected the same for all of type {LayerTypes.Full}.");
    }

    private static (int HeadSize, int? KeyValueHeads) OfLayer(JsonRecord json, JsonRecord layer)
    {
        layer.AllowOnly(HeadSize, KeyValueHeads);
        return (layer.OptionalWholeNumber(HeadSize) ?? json.WholeNumber(HeadSize), layer.OptionalWholeNumber(KeyValueHeads));
    }

    private static PerLayerEmbeddings? PerLayer(JsonRecord json) => json.OptionalWholeNumber("hidden_size_per_layer_input") is not (null or 0) and var size
        ? new(json.WholeNumber("vocab_size_per_layer_input"), size.Value, Gemma.EmbeddingScale(json, size.Value))
        : null;

    private static MixtureOfExperts Experts(JsonRecord json) => new()
    {
        Count = json.WholeNumber("num_experts"),
        Chosen = json.WholeNumber("top_k_experts"),
        IntermediateSize = json.WholeNumber("moe_intermediate_size"),
        SharesSumToOne = true,
        HasExpertScales = true,
        IsBesideDense = true,
    };
}
