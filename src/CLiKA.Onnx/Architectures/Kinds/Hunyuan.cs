using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>HunYuanDenseV1ForCausalLM.</summary>
internal static class Hunyuan
{
    private const string Alpha = "alpha";

    // Of the images and experts of other Hunyuan models.
    private const string OfOthers =
        "anyres_pooling_size dense_list im_end_id im_newline_id im_start_id moe_topk num_experts num_media_embeds num_shared_expert video_end_id video_start_id "
        + "vit_input_resolution vit_mapping_type vit_norm_type vit_patch vit_token";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 1 }""",
        Properties = "use_qk_norm attention_head_dim cla_share_factor mask_init_id norm_type org_vocab_size pad_id pool_type text_end_id text_start_id "
            + $"use_rotary_pos_emb {OfOthers} {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        // The scaling called dynamic is static where it has an alpha: it changes the base of the rotary embedding.
        var dynamic = RotationReader.RopeIn(json) is { } rope && rope.Has(Alpha) ? rope : null;
        var shape = DecoderShape.ReadGated(json, dynamic is null ? RotationReader.Read(json) : new(RotationReader.ThetaOf(json), null));
        return shape with
        {
            QueryKeyNorm = QueryKeyNorm.SharedAfterRotation,
            RopeTheta = dynamic is null ? shape.RopeTheta : Stretched(dynamic, shape),
        };
    }

    private static double Stretched(JsonRecord rope, DecoderConfiguration shape)
    {
        var type = RotationReader.TypeOf(rope, "the rotary scaling");
        if (type != "dynamic")
        {
            throw rope.Error($"'{Alpha}' is set, but the rotary scaling is of type '{type}'; expected dynamic.");
        }

        RotationProperties.Require(rope, $"{type} with {Alpha}");
        return shape.HeadSize > 2 ? shape.RopeTheta * Math.Pow(rope.Number(Alpha), shape.HeadSize / (shape.HeadSize - 2.0))
            : throw rope.Error($"'{Alpha}' is set, but the head size is {shape.HeadSize}; expected a head size above 2.");
    }
}
