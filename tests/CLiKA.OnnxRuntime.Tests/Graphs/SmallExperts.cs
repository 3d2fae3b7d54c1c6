using CLiKA.Onnx;
using CLiKA.Onnx.Architectures.Experts;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Names and shapes of experts' weights in checkpoints.</summary>
internal static class SmallExperts
{
    private static readonly string[] Parts = ["gate_proj", "up_proj", "down_proj"];

    private static readonly string[] Ungated = ["up_proj", "down_proj"];

    private static readonly string[] Granite =
        ["block_sparse_moe.router.layer.weight", "block_sparse_moe.input_linear.weight", "block_sparse_moe.output_linear.weight"];

    /// <summary>The names of all weights of a layer's experts.</summary>
    /// <param name="experts">The experts.</param>
    /// <param name="family">The naming: <c>mixtral</c>, Granite's, <c>fused</c> for all experts of a layer in one tensor, Qwen's otherwise.</param>
    public static IEnumerable<string> Names(MixtureOfExperts experts, string family)
    {
        var numbers = Enumerable.Range(0, experts.Count);
        string[] Each(string block, params string[] parts) =>
            [.. numbers.SelectMany(number => parts.Select(part => $"{block}.experts.{number}.{part}.weight"))];
        return family switch
        {
            "minimax_m2" =>
                ["block_sparse_moe.gate.weight", "block_sparse_moe.e_score_correction_bias", .. Each("block_sparse_moe", "w1", "w2", "w3")],
            "mixtral" or "phimoe" => ["block_sparse_moe.gate.weight", .. Each("block_sparse_moe", "w1", "w2", "w3")],
            "llama4_text" =>
            [
                "mlp.router.weight", "mlp.experts.gate_up_proj", "mlp.experts.down_proj", .. Parts.Select(part => $"mlp.shared_expert.{part}.weight"),
            ],
            "fused" or "qwen3_vl_moe_text" => ["mlp.gate.weight", "mlp.experts.gate_up_proj", "mlp.experts.down_proj"],
            "gpt_oss" =>
            [
                "mlp.router.weight", "mlp.router.bias", "mlp.experts.gate_up_proj", "mlp.experts.gate_up_proj_bias", "mlp.experts.down_proj",
                "mlp.experts.down_proj_bias",
            ],
            "glm4_moe" or "glm4_moe_lite" or "glm_moe_dsa" or "deepseek_v3" or "deepseek_v32" or "kimi_k2" or "dots1" or "exaone_moe" or "solar_open" =>
            [
                "mlp.gate.weight", "mlp.gate.e_score_correction_bias", .. Each("mlp", Parts), .. Parts.Select(part => $"mlp.shared_experts.{part}.weight"),
            ],
            "nemotron_h" or "nemotron_h, backbone" =>
            [
                .. experts.LatentSize is null ? (string[])[] : ["mlp.fc1_latent_proj.weight", "mlp.fc2_latent_proj.weight"], "mlp.gate.weight", "mlp.gate.e_score_correction_bias", .. Each("mlp", Ungated), .. Ungated.Select(part => $"mlp.shared_experts.{part}.weight"),
            ],
            "nemotron_h_fused" =>
            [
                .. experts.LatentSize is null ? (string[])[] : ["mlp.fc1_latent_proj.weight", "mlp.fc2_latent_proj.weight"], "mlp.gate.weight", "mlp.gate.e_score_correction_bias", "mlp.experts.up_proj", "mlp.experts.down_proj",
                .. Ungated.Select(part => $"mlp.shared_experts.{part}.weight"),
            ],
            "lfm2_moe" => ["mlp.gate.weight", .. experts.HasCorrection ? (string[])["mlp.expert_bias"] : [], .. Each("mlp", Parts)],
            "ernie4_5_moe" =>
            [
                "mlp.gate.weight", "mlp.moe_statics.e_score_correction_bias", .. Each("mlp", Parts),
                .. experts.Shared is null ? [] : Parts.Select(part => $"mlp.shared_experts.{part}.weight"),
            ],
            "deepseek_v2" or "mistral4" => ["mlp.gate.weight", .. Each("mlp", Parts), .. Parts.Select(part => $"mlp.shared_experts.{part}.weight")],
            "gemma4_text" => ["router.proj.weight", "router.scale", "router.per_expert_scale", "experts.gate_up_proj", "experts.down_proj"],
            "granitemoe" => Granite,
            "granitemoeshared" => [.. Granite, "shared_mlp.input_linear.weight", "shared_mlp.output_linear.weight"],
            "qwen3_5_moe_text" =>
            [
                "mlp.gate.weight", "mlp.experts.gate_up_proj", "mlp.experts.down_proj", .. Parts.Select(part => $"mlp.shared_expert.{part}.weight"),
                "mlp.shared_expert_gate.weight",
            ],
            "qwen2_moe" or "qwen3_next" =>
            [
                "mlp.gate.weight", .. Each("mlp", Parts), .. Parts.Select(part => $"mlp.shared_expert.{part}.weight"),
                "mlp.shared_expert_gate.weight",
            ],
            _ => ["mlp.gate.weight", .. Each("mlp", Parts)],
        };
    }

    /// <summary>The shape of a weight of experts; null for other weights.</summary>
    public static int[]? ShapeOf(DecoderConfiguration configuration, string name)
    {
        if (configuration.Variant.Experts is not { } experts)
        {
            return null;
        }

        var (width, inner, shared) = (configuration.HiddenSize, experts.IntermediateSize, experts.Shared?.IntermediateSize ?? 0);
        var outer = experts.LatentSize ?? width;
        return name.Split('.').Skip(3).ToArray() switch
        {
            ["router", "proj", _] => [experts.Count, width],
            ["router", "scale"] => [width],
            ["router", "per_expert_scale"] => [experts.Count],
            ["experts", "gate_up_proj"] => [experts.Count, 2 * inner, width],
            ["experts", "down_proj"] => [experts.Count, width, inner],
            ["mlp", "moe_statics", _] => [1, experts.Count],
            ["mlp", "expert_bias"] or ["block_sparse_moe", "e_score_correction_bias"] => [experts.Count],
            ["mlp", "router", "bias"] or ["mlp", "gate", "e_score_correction_bias"] => [experts.Count],
            ["mlp", "router", _] or ["mlp" or "block_sparse_moe", "gate", _] or [_, "router", "layer", _] => [experts.Count, width],
            ["mlp", "shared_expert_gate", _] => [1, width],
            ["mlp", "shared_expert" or "shared_experts", "down_proj", _] or ["shared_mlp", "output_linear", _] => [width, shared],
            ["mlp", "shared_expert" or "shared_experts", _, _] => [shared, width],
            ["shared_mlp", "input_linear", _] => [2 * shared, width],
            [_, "input_linear", _] => [experts.Count, 2 * inner, width],
            [_, "output_linear", _] => [experts.Count, width, inner],
            [_, "experts", "gate_up_proj_bias"] => [experts.Count, 2 * inner],
            [_, "experts", "down_proj_bias"] => [experts.Count, width],
            [_, "experts", "gate_up_proj"] when experts.Storage != ExpertStorage.ByOutputs => [experts.Count, width, 2 * inner],
            [_, "experts", "down_proj"] when experts.Storage != ExpertStorage.ByOutputs => [experts.Count, inner, width],
            [_, "experts", "gate_up_proj"] => [experts.Count, 2 * inner, width],
            [_, "fc1_latent_proj", _] => [outer, width],
            [_, "fc2_latent_proj", _] => [width, outer],
            [_, "experts", "up_proj"] => [experts.Count, inner, outer],
            [_, "experts", "down_proj"] => [experts.Count, outer, inner],
            [_, "experts", _, "gate_proj" or "up_proj" or "w1" or "w3", _] => [inner, outer],
            [_, "experts", _, "down_proj" or "w2", _] => [outer, inner],
            _ => null,
        };
    }
}
