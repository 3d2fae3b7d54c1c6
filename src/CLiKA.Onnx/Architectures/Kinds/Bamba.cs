using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;
using CLiKA.Onnx.Architectures.States;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>BambaForCausalLM: state-space layers (Mamba 2), and attention in a few, which rotates half of each head.</summary>
internal static class Bamba
{
    private const string AttentionLayers = "attn_layer_indices";
    private const string RotatedSize = "attn_rotary_emb";
    private const string Groups = "mamba_n_groups";
    private const double RotatedShare = 0.5;

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = $$"""{ {{Mamba2Reader.Defaults}}, "num_key_value_heads": 8, "rms_norm_eps": 1e-5, "bos_token_id": 1 }""",
        Properties = $"{AttentionLayers} {RotatedSize} num_logits_to_keep z_loss_coefficient {Mamba2Reader.Properties} {PropertyNames.Gated}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json, allowsPartial: true));
        DecoderConfigurationCheck.RequireSizes(shape, json);
        RequireHalfRotation(json, shape.HeadSize);
        if (json.WholeNumber(Groups) is not 1 and var groups)
        {
            throw json.Error($"'{Groups}' is {groups}; expected 1, since programs differ in how they normalize several.");
        }

        var attention = LayerLists.Read(json, AttentionLayers);
        var stateful = Enumerable.Range(0, shape.Layers).Except(attention).ToList();
        return shape with
        {
            Variant = new()
            {
                Norms = new("input_layernorm", null, "pre_ff_layernorm", null),
                Names = FalconH1.Names,
                RotatedSize = shape.HeadSize / 2,
                Stateful = stateful.Count > 0 ? Mamba2Reader.Read(json, shape.HiddenSize, stateful) : null,
            },
        };
    }

    // HuggingFace's class always rotates half; vLLM, as much as the second property says.
    private static void RequireHalfRotation(JsonRecord json, int headSize)
    {
        if ((RotationReader.RopeIn(json)?.OptionalNumber(RotationReader.Part) ?? json.OptionalNumber(RotationReader.Part)) is { } share && share != RotatedShare)
        {
            throw json.Error($"'{RotationReader.Part}' is {share}; expected {RotatedShare}, since HuggingFace's class takes no other.");
        }

        if (json.OptionalWholeNumber(RotatedSize) is { } size && size != headSize / 2)
        {
            throw json.Error($"'{RotatedSize}' is {size}; expected {headSize / 2}, half of a head, since HuggingFace's class takes no other.");
        }
    }
}
