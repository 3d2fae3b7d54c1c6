using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>MiniMaxM2ForCausalLM.</summary>
internal static class MiniMaxM2
{
    private const string Types = "attn_type_list";
    private const string Rotated = "rotary_dim";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "num_key_value_heads": 8, "head_dim": 128, "rms_norm_eps": 1e-6, "bos_token_id": 200034, "num_experts_per_tok": 8, "num_local_experts": 256
            }
            """,
        Properties = "rotary_dim scoring_func use_routing_bias use_qk_norm qk_norm_type attn_type_list router_jitter_noise use_mtp num_mtp_modules "
            + $"mtp_transformer_layers {PropertyNames.Experts} {PropertyNames.Gated}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        // HuggingFace's class ignores them, but the models' own code does not.
        json.RequireOneOf("scoring_func", "sigmoid");
        json.RequireOneOf("qk_norm_type", "per_layer");
        json.RequireTruth("use_routing_bias", true);
        json.RequireTruth("use_qk_norm", true);
        if (LayerLists.Read(json, Types).Any(type => type != 1))
        {
            throw json.Error($"'{Types}' has another number than 1; expected 1 for each layer, which is attention to all tokens.");
        }

        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json, theta: 5_000_000, allowsPartial: true));
        DecoderConfigurationCheck.Require(shape, json);
        return shape with
        {
            QueryKeyNorm = QueryKeyNorm.AllHeads,
            Variant = new()
            {
                RotatedSize = RotatedSize(json, shape.HeadSize),
                Experts = MixtureOfExpertsReader.Read(json, "intermediate_size") with
                {
                    Scoring = ExpertScoring.Sigmoid,
                    HasCorrection = true,
                    SharesSumToOne = true,
                },
            },
        };
    }

    // Files name a number of values, and later ones a share.
    private static int? RotatedSize(JsonRecord json, int headSize)
    {
        var named = json.OptionalWholeNumber(Rotated);
        var size = RotationReader.RotatedSize(json, headSize, (named ?? headSize) / (double)headSize);
        return named is null || named == (size ?? headSize) ? size
            : throw json.Error($"'{Rotated}' is {named}, but '{RotationReader.Part}' stands for {size ?? headSize} of {headSize} values; expected the same.");
    }
}
