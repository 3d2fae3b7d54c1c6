using CLiKA.Input;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>GPT2LMHeadModel, which is also the class of mGPT.</summary>
internal static class Gpt2
{
    /// <summary>Properties without effect that files of several classes have.</summary>
    public const string Unused = "n_ctx summary_activation summary_proj_to_labels summary_type summary_use_proj";

    /// <summary>The names of sizes in several classes, and the usual ones.</summary>
    public static IReadOnlyList<(string Own, string Usual)> Sizes { get; } =
    [
        ("n_embd", "hidden_size"), ("n_layer", "num_hidden_layers"), ("n_head", "num_attention_heads"), ("n_inner", "intermediate_size"),
        ("n_positions", "max_position_embeddings"),
    ];

    public static DecoderKind Kind { get; } = new(Read)
    {
        Names = Sizes,
        Defaults = """
            {
              "layer_norm_epsilon": 1e-5, "bos_token_id": 50256, "activation_function": "gelu_new", "scale_attn_weights": true,
              "tie_word_embeddings": true
            }
            """,
        Properties = $"scale_attn_by_inverse_layer_idx add_cross_attention reorder_and_upcast_attn {Unused}",
    };

    /// <summary>The names of its weights, and of StarCoder's.</summary>
    public static CheckpointNames Names { get; } = CheckpointNames.Of(
        ["transformer.", ""],
        ("embed_tokens", "wte"),
        ("embed_positions", "wpe"),
        ("layers", "h"),
        ("self_attn", "attn"),
        ("qkv_proj", "c_attn"),
        ("o_proj", "c_proj"),
        ("up_proj", "c_fc"),
        ("down_proj", "c_proj"),
        ("norm", "ln_f"));

    private static DecoderConfiguration Read(JsonRecord json)
    {
        json.RequireTruth("scale_attn_by_inverse_layer_idx", false);
        json.RequireTruth("add_cross_attention", false);
        if (Array.Find(QuantizationReader.Names, json.Has) is { } quantization)
        {
            throw json.Error($"'{quantization}' is set; quantized GPT-2 checkpoints are not supported.");
        }

        var shape = DecoderShape.ReadMultiHead(json, rotation: null, "layer_norm_epsilon");
        return shape with
        {
            Variant = shape.Variant with
            {
                Norms = new("ln_1", null, "ln_2", null),
                Activation = ActivationReader.Read(json, "activation_function"),
                Positions = new(AreLearned: true, First: 0),
                AttentionScale = json.Truth("scale_attn_weights") ? null : 1,
                Fused = FusedProjections.Attention,
                StoresTransposed = true,
                Names = Names,
            },
        };
    }
}
