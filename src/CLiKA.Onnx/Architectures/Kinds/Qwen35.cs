using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;
using CLiKA.Onnx.Architectures.States;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// Qwen3NextForCausalLM, Qwen3_5ForCausalLM and Qwen3_5MoeForCausalLM, and the decoders of the last two in models that also see images: linear attention
/// by the gated delta rule in most layers, attention with output gates in the others. Layers that predict further tokens (<c>mtp</c>) are left out.
/// </summary>
internal static class Qwen35
{
    private const string Linear = "linear_attention";
    private const string Interval = "full_attention_interval";
    private const string OutputGate = "output_gate_type";

    private const string SharedDefaults = """
        {
          "rms_norm_eps": 1e-6, "head_dim": 256, "partial_rotary_factor": 0.25, "full_attention_interval": 4, "linear_conv_kernel_dim": 4,
          "linear_key_head_dim": 128, "linear_value_head_dim": 128, "linear_num_key_heads": 16, "linear_num_value_heads": 32
        }
        """;

    // Positions in three dimensions coincide where there is no image. The type of the states is read by no class.
    private const string Properties = $"layer_types attn_output_gate output_gate_type mamba_ssm_dtype mtp_num_hidden_layers mtp_use_dedicated_embeddings {PropertyNames.Biased}";

    private const string ExpertProperties = $"mlp_only_layers {PropertyNames.Experts} {Properties}";

    /// <summary>Qwen3-Next.</summary>
    public static DecoderKind Next { get; } = new(json => ReadMixture(json, isFused: true))
    {
        Defaults = """
            {
              "num_key_value_heads": 2, "moe_intermediate_size": 512, "shared_expert_intermediate_size": 512, "num_experts": 512,
              "num_experts_per_tok": 10, "decoder_sparse_step": 1, "norm_topk_prob": true
            }
            """,
        SharedDefaults = SharedDefaults,
        Properties = ExpertProperties,
    };

    /// <summary>Qwen 3.5 without experts.</summary>
    public static DecoderKind Dense { get; } = new(json => Read(json, isFused: false))
    {
        Defaults = """{ "num_key_value_heads": 4 }""",
        SharedDefaults = SharedDefaults,
        Properties = Properties,
    };

    /// <summary>Qwen 3.5 with experts, which all layers have.</summary>
    public static DecoderKind Mixture { get; } = new(json => ReadMixture(json, isFused: false))
    {
        Defaults = """
            {
              "num_key_value_heads": 2, "moe_intermediate_size": 512, "shared_expert_intermediate_size": 512, "num_experts": 256,
              "num_experts_per_tok": 8, "decoder_sparse_step": 1, "norm_topk_prob": true, "intermediate_size": 512
            }
            """,
        SharedDefaults = SharedDefaults,
        Properties = ExpertProperties,
    };

    private static DecoderConfiguration ReadMixture(JsonRecord json, bool isFused)
    {
        var shape = Read(json, isFused);
        DecoderConfigurationCheck.Require(shape, json);
        int[] dense = [.. MixtureOfExpertsReader.DenseLayers(json, shape.Layers)];
        return dense.Length == shape.Layers ? shape : shape with
        {
            Variant = shape.Variant with
            {
                Experts = MixtureOfExpertsReader.Read(json, "moe_intermediate_size") with
                {
                    SharesSumToOne = json.Truth("norm_topk_prob"),
                    DenseLayers = [.. dense],
                    Shared = new(json.WholeNumber("shared_expert_intermediate_size"), HasGate: true),
                },
            },
        };
    }

    // The default base depends on the version of HuggingFace's library.
    private static DecoderConfiguration Read(JsonRecord file, bool isFused)
    {
        file.RequireTruth("attn_output_gate", true);

        // vLLM's activation of the gate behind DeltaNet's norm, which is SiLU in HuggingFace's class.
        if (file.Has(OutputGate))
        {
            file.RequireOneOf(OutputGate, "swish", "silu");
        }

        var json = RotationReader.InOneDimension(file);
        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json, theta: null, allowsPartial: true));
        DecoderConfigurationCheck.RequireSizes(shape, json);
        return shape with
        {
            QueryKeyNorm = QueryKeyNorm.Shared,
            Variant = new()
            {
                NormKind = NormKind.RmsNormAroundOne,
                HasOutputGate = true,
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 0.25),
                Stateful = new GatedDeltaNet(
                    json.WholeNumber("linear_num_key_heads"),
                    json.WholeNumber("linear_num_value_heads"),
                    json.WholeNumber("linear_key_head_dim"),
                    json.WholeNumber("linear_value_head_dim"),
                    json.WholeNumber("linear_conv_kernel_dim"),
                    isFused)
                {
                    Layers = [.. LayerTypes.Stateful(json, shape.Layers, Linear) ?? ByInterval(json, shape.Layers)],
                },
            },
        };
    }

    private static IEnumerable<int> ByInterval(JsonRecord json, int layers) => json.WholeNumber(Interval) is > 0 and var interval
        ? Enumerable.Range(0, layers).Where(layer => (layer + 1) % interval != 0)
        : throw json.Error($"'{Interval}' is {json.WholeNumber(Interval)}; expected at least 1.");
}
