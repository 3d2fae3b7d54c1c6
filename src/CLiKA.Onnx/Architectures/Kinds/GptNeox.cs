using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>GPTNeoXForCausalLM, the class of Pythia and Polyglot.</summary>
internal static class GptNeox
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Names = [("rotary_pct", RotationReader.Part), ("rotary_emb_base", "rope_theta")],
        Defaults = """{ "layer_norm_eps": 1e-5, "bos_token_id": 0, "hidden_act": "gelu", "attention_bias": true, "use_parallel_residual": true }""",
        Properties = $"num_steps {PropertyNames.Rotary}",
    };

    private static readonly CheckpointNames Names = CheckpointNames.Of(
        ["gpt_neox."],
        ("embed_tokens", "embed_in"),
        ("self_attn", "attention"),
        ("qkv_proj", "query_key_value"),
        ("o_proj", "dense"),
        ("up_proj", "dense_h_to_4h"),
        ("down_proj", "dense_4h_to_h"),
        ("norm", "final_layer_norm"),
        ("lm_head", "embed_out"));

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var shape = DecoderShape.ReadMultiHead(json, RotationReader.Read(json, allowsPartial: true), "layer_norm_eps");
        var hasBias = json.Truth("attention_bias");
        return shape with
        {
            QueryKeyValueBias = hasBias,
            OutputBias = hasBias,
            Variant = shape.Variant with
            {
                Norms = LayerNorms.Llama with { IsParallel = json.Truth("use_parallel_residual") },
                Activation = ActivationReader.Read(json, "hidden_act"),
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 0.25),
                Fused = FusedProjections.AttentionByGroups,
                Names = Names,
            },
        };
    }
}
