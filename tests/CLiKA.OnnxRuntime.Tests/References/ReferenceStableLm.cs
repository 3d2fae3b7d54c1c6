using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_stablelm.py: Llama's blocks after torch's LayerNorm, sequential or parallel.</summary>
internal sealed class ReferenceStableLm(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["layer_norm_eps"]!.GetValue<double>())
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var rotatedSize = (int)(Size("head_dim") * (Node("partial_rotary_factor")?.GetValue<double>() ?? 0.25));
        var input = Normalized($"{name}.input_layernorm", hidden);
        var attended = Attended(
            $"{name}.self_attn", input, rows => RotatedInPart(rows, rotatedSize), Flag("use_qkv_bias"), projectsWithBias: false, Normal);
        double[][] Normal(string part, double[][] rows) => Flag("qk_layernorm") ? HeadByHead(Weight($"{name}.self_attn.{part}_norm.weight"), rows) : rows;
        var summed = Sum(hidden, attended);
        var read = Flag("use_parallel_residual") ? input : Normalized($"{name}.post_attention_layernorm", summed);
        return Sum(summed, Gated($"{name}.mlp", read, Silu));
    }

    // StableLmLayerNormPerHead, without biases.
    private double[][] HeadByHead(float[] weights, double[][] rows) =>
        [.. rows.Select(row => row.Chunk(Size("head_dim")).SelectMany(Standardized).Zip(weights, (value, weight) => value * weight).ToArray())];
}
