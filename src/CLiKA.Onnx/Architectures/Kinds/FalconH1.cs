using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Input;
using CLiKA.Onnx.Architectures.Rotations;
using CLiKA.Onnx.Architectures.States;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>FalconH1ForCausalLM: attention and a state-space block side by side in every layer, and factors in many places.</summary>
internal static class FalconH1
{
    private const string Width = "mamba_d_ssm";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = $$"""
            {
              {{Mamba2Reader.Defaults}}, "num_key_value_heads": 8, "rms_norm_eps": 1e-5, "bos_token_id": 1, "mamba_d_ssm": 1024, "mamba_rms_norm": false,
              "mamba_norm_before_gate": true, "projectors_bias": false, "embedding_multiplier": 1, "lm_head_multiplier": 1, "key_multiplier": 1,
              "attention_in_multiplier": 1, "attention_out_multiplier": 1, "ssm_in_multiplier": 1, "ssm_out_multiplier": 1
            }
            """,

        // The class ignores those of the second line: every layer has attention and a feed-forward block, of which it has the width.
        Properties = $"mlp_bias mlp_multipliers ssm_multipliers {Mamba2Reader.Properties} {PropertyNames.Biased} "
            + "attn_layer_indices mamba_use_mlp mlp_expansion_factor num_logits_to_keep",
    };

    /// <summary>The names of Falcon-H1's weights, and Bamba's.</summary>
    public static CheckpointNames Names { get; } = CheckpointNames.Of(["model."], ("mlp", "feed_forward")) with { FinalNorm = "final_layernorm" };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json));
        DecoderConfigurationCheck.RequireSizes(shape, json);
        var fed = Factors(json, "mlp_multipliers", 2);
        return shape with
        {
            Variant = new()
            {
                Norms = new("input_layernorm", null, "pre_ff_layernorm", null),
                Names = Names,
                EmbeddingScale = json.Number("embedding_multiplier"),
                LogitScale = json.Number("lm_head_multiplier"),

                // Keys enter into nothing else.
                AttentionScale = json.Number("key_multiplier") is not 1 and var factor ? factor / Math.Sqrt(shape.HeadSize) : null,
                GateScale = fed is [] ? 1 : fed[0],
                FeedForwardScale = fed is [] ? 1 : fed[1],
                Stateful = StateOf(json, shape),
            },
        };
    }

    private static Mamba2 StateOf(JsonRecord json, DecoderConfiguration shape)
    {
        var block = Mamba2Reader.Read(json, shape.HiddenSize, Enumerable.Range(0, shape.Layers), json.OptionalWholeNumber(Width));
        return block with
        {
            HasOutputBias = json.Truth("projectors_bias"),
            Gate = !json.Truth("mamba_rms_norm") ? StateGate.WithoutNorm : json.Truth("mamba_norm_before_gate") ? StateGate.AfterNorm : StateGate.BeforeNorm,
            NormGroups = block.Groups,
            Factors = Factors(json, "ssm_multipliers", 5),
            Beside = new(
                json.Number("attention_in_multiplier"),
                json.Number("attention_out_multiplier"),
                json.Number("ssm_in_multiplier"),
                json.Number("ssm_out_multiplier")),
        };
    }

    private static ImmutableArray<double> Factors(JsonRecord json, string name, int count)
    {
        if (!json.Has(name))
        {
            return [];
        }

        var list = json.Element.GetProperty(name);
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == count && list.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number)
            ? [.. list.EnumerateArray().Select(number => number.GetDouble())]
            : throw json.Error($"'{name}' is {JsonText.OnOneLine(list)}; expected {count} numbers.");
    }
}
