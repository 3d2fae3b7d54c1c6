using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>GPTJForCausalLM: parallel blocks after one norm, a rotation of part of each head, and a bias of the output.</summary>
internal static class Gptj
{
    private const string RotatedSize = "rotary_dim";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Names = Gpt2.Sizes,
        Defaults = $$"""{ "layer_norm_epsilon": 1e-5, "bos_token_id": 50256, "activation_function": "gelu_new", "{{RotatedSize}}": 64 }""",
        Properties = $"rotary scale_attn_weights {Gpt2.Unused}",
    };

    private static readonly CheckpointNames Names = CheckpointNames.Of(
        ["transformer."],
        ("embed_tokens", "wte"),
        ("layers", "h"),
        ("self_attn", "attn"),
        ("o_proj", "out_proj"),
        ("up_proj", "fc_in"),
        ("down_proj", "fc_out"),
        ("norm", "ln_f"));

    private static DecoderConfiguration Read(JsonRecord json)
    {
        json.RequireTruth("rotary", true);
        json.RequireTruth("scale_attn_weights", true);
        var shape = DecoderShape.ReadMultiHead(json, new(10_000, null), "layer_norm_epsilon");
        return shape with
        {
            QueryKeyValueBias = false,
            OutputBias = false,
            Variant = shape.Variant with
            {
                Norms = new("ln_1", null, null, null, IsParallel: true),
                Activation = ActivationReader.Read(json, "activation_function"),
                RotatesInterleaved = true,
                RotatedSize = json.WholeNumber(RotatedSize),
                LogitBias = true,
                Names = Names,
            },
        };
    }
}
