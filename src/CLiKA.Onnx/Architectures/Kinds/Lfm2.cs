using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;
using CLiKA.Onnx.Architectures.States;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Lfm2ForCausalLM and Lfm2MoeForCausalLM: short convolutions in most layers, attention in the others.</summary>
internal static class Lfm2
{
    private const string Convolution = "conv";
    private const string AttentionLayers = "full_attn_idxs";
    private const string DenseLayers = "num_dense_layers";

    private static readonly CheckpointNames Names = CheckpointNames.Of(
        ["model.", "model.language_model."],
        ("mlp", "feed_forward"), ("gate_proj", "w1"), ("up_proj", "w3"), ("down_proj", "w2"), ("o_proj", "out_proj"), ("q_norm", "q_layernorm"),
        ("k_norm", "k_layernorm"), ("norm", "embedding_norm"));

    /// <summary>Models without experts.</summary>
    public static DecoderKind Dense { get; } = new(ReadDense)
    {
        Names = [("block_ff_dim", "intermediate_size"), ("tie_embedding", "tie_word_embeddings"), ("theta", "rope_theta")],
        Defaults = """
            {
              "vocab_size": 65536, "num_key_value_heads": 8, "norm_eps": 1e-5, "bos_token_id": 1, "tie_word_embeddings": true, "rope_theta": 1000000,
              "conv_bias": false, "conv_L_cache": 3, "block_auto_adjust_ff_dim": true, "block_ffn_dim_multiplier": 1.0, "block_multiple_of": 256
            }
            """,

        // The class ignores those of the second line: feed-forward blocks always have a gate, and every width is that of the model.
        Properties = "layer_types full_attn_idxs "
            + "block_dim conv_dim conv_dim_out num_heads use_pos_enc block_use_swiglu block_norm_eps block_mlp_init_scale block_out_init_scale block_use_xavier_init "
            + $"conv_use_xavier_init {PropertyNames.Rotary}",
    };

    /// <summary>Models with experts in all layers but the first ones.</summary>
    public static DecoderKind Mixture { get; } = new(ReadMixture)
    {
        Names = [("tie_embedding", "tie_word_embeddings"), ("theta", "rope_theta")],
        Defaults = """
            {
              "num_key_value_heads": 8, "norm_eps": 1e-5, "bos_token_id": 1, "tie_word_embeddings": true, "rope_theta": 1000000, "conv_bias": false,
              "conv_L_cache": 3, "num_dense_layers": 2, "num_experts": 32, "num_experts_per_tok": 4, "moe_intermediate_size": 1792,
              "use_expert_bias": true, "norm_topk_prob": true, "routed_scaling_factor": 1.0
            }
            """,
        Properties = $"layer_types {PropertyNames.Experts} {PropertyNames.Rotary}",
    };

    private static DecoderConfiguration ReadDense(JsonRecord json)
    {
        var shape = Read(json);
        return shape with { IntermediateSize = IntermediateSize(json, shape.IntermediateSize) };
    }

    private static DecoderConfiguration ReadMixture(JsonRecord json)
    {
        var shape = Read(json);
        var dense = json.WholeNumber(DenseLayers);
        return dense >= shape.Layers ? shape : shape with
        {
            Variant = shape.Variant with
            {
                Experts = MixtureOfExpertsReader.Read(json, "moe_intermediate_size") with
                {
                    Scoring = ExpertScoring.Sigmoid,
                    HasCorrection = json.Truth("use_expert_bias"),
                    SharesSumToOne = json.Truth("norm_topk_prob"),
                    SumOffset = 1e-6,
                    ShareScale = json.Number("routed_scaling_factor"),
                    DenseLayers = dense >= 0
                        ? [.. Enumerable.Range(0, dense)]
                        : throw json.Error($"'{DenseLayers}' is {dense}; expected at least 0."),
                },
            },
        };
    }

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var shape = DecoderShape.Read(json, RotationReader.Read(json), "norm_eps");
        DecoderConfigurationCheck.RequireSizes(shape, json);
        return shape with
        {
            QueryKeyNorm = QueryKeyNorm.Shared,
            Variant = new()
            {
                Norms = new("operator_norm", null, "ffn_norm", null),
                Names = Names,
                Stateful = new ShortConvolution(json.WholeNumber("conv_L_cache"), json.Truth("conv_bias"))
                {
                    Layers = [.. LayerTypes.Stateful(json, shape.Layers, Convolution) ?? Others(json, shape.Layers)],
                },
            },
        };
    }

    // Two thirds of the width that the file names, times a factor, rounded up to a multiple.
    private static int IntermediateSize(JsonRecord json, int width)
    {
        if (!json.Truth("block_auto_adjust_ff_dim"))
        {
            return width;
        }

        var adjusted = 2.0 * width / 3;
        if (json.OptionalNumber("block_ffn_dim_multiplier") is not { } factor)
        {
            return (int)adjusted;
        }

        var multiple = json.WholeNumber("block_multiple_of");
        var size = Math.Ceiling(Math.Floor(factor * Math.Floor(adjusted)) / multiple) * multiple;
        return multiple > 0 && size is >= 1 and <= int.MaxValue
            ? (int)size
            : throw json.Error($"the width of feed-forward blocks is {size}, from 'block_ffn_dim_multiplier' ({factor}) and 'block_multiple_of' ({multiple}); expected at least 1.");
    }

    // Earlier files list the layers with attention; without the list, all have it.
    private static IEnumerable<int> Others(JsonRecord json, int layers) =>
        json.Has(AttentionLayers) ? Enumerable.Range(0, layers).Except(LayerLists.Read(json, AttentionLayers)) : [];
}
