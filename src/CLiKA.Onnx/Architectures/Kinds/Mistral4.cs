using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// Mistral4ForCausalLM: DeepSeek V3's attention, experts that are chosen by softmax probabilities, and growing queries. The longest sequence is that in
/// which they do not grow.
/// </summary>
internal static class Mistral4
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "rms_norm_eps": 1e-6, "bos_token_id": 1, "kv_lora_rank": 256, "q_lora_rank": 1024, "qk_rope_head_dim": 64, "qk_nope_head_dim": 64,
              "v_head_dim": 128, "n_shared_experts": 1, "n_routed_experts": 128, "routed_scaling_factor": 1.0, "n_group": 1, "topk_group": 1,
              "num_experts_per_tok": 4, "first_k_dense_replace": 0, "norm_topk_prob": true, "rope_interleave": true,
              "rope_parameters": {
                "type": "yarn", "rope_theta": 10000, "factor": 128, "original_max_position_embeddings": 8192, "beta_fast": 32, "beta_slow": 1,
                "mscale_all_dim": 1, "mscale": 1, "llama_4_scaling_beta": 0.1
              }
            }
            """,
        Properties = $"qk_head_dim {PropertyNames.RoutedExperts} {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord whole)
    {
        var json = RotationReader.Without(GrowingQueries.Without(whole), RotationReader.Part);
        var shape = Deepseek.Shape(json);
        RequirePart(whole, shape);
        var experts = RoutedExpertsReader.Read(json, shape.Layers, scoringExperts: 2);
        return shape.UpTo(GrowingQueries.Longest(whole)) with
        {
            Variant = shape.Variant with
            {
                // Unlike DeepSeek's, the first versions of HuggingFace's class do not scale products with YaRN, and Mistral's own files say not to ('apply_scale';
                // sgl-project/sglang#26203). Version 5.17 does, since huggingface/transformers#47435.
                AttentionScale = null,
                RotatesInterleaved = json.Truth("rope_interleave"),
                Experts = experts is null ? null : experts with { SharesSumToOne = json.Truth("norm_topk_prob") },
            },
        };
    }

    // The share of a head that turns follows from its sizes.
    private static void RequirePart(JsonRecord json, DecoderConfiguration shape)
    {
        if (RotationReader.RopeIn(json)?.OptionalNumber(RotationReader.Part) is { } part && part * shape.HeadSize != shape.RotatedSize)
        {
            throw json.Error($"'{RotationReader.Part}' is {part}; expected the share of 'qk_rope_head_dim' in a head, {shape.RotatedSize} of {shape.HeadSize} values.");
        }
    }
}
