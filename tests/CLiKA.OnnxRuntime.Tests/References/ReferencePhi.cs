using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_phi.py: parallel blocks after one norm, and a bias of the output projection.</summary>
internal sealed class ReferencePhi(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["layer_norm_eps"]!.GetValue<double>())
{
    protected override double[] Biased(double[] logits) => [.. logits.Zip(Weight("lm_head.bias"), (logit, bias) => logit + bias)];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var rotatedSize = (int)(Size("head_dim") * (Node("partial_rotary_factor")?.GetValue<double>() ?? 0.5));
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Normal(string part, double[][] rows) => Flag("qk_layernorm") ? NormalizedByHead($"{name}.self_attn.{part}_norm", rows) : rows;
        var attended = Attended($"{name}.self_attn", input, rows => RotatedInPart(rows, rotatedSize), normalize: Normal);
        return Sum(Sum(attended, Plain($"{name}.mlp", input, GeluTanh)), hidden);
    }
}
