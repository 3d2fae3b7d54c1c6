using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_apertus.py and XIELUActivation of activations.py: no gate, and an activation with learned parameters.</summary>
internal sealed class ReferenceApertus(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.attention_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input);
        double[][] WithRotation(string part) => Rotated(
            NormalizedByHead($"{name}.self_attn.{part}_norm", Part(part)),
            Number("rope_theta"),
            Node("rope_scaling")!["factor"]!.GetValue<double>());
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen));
        var up = Projected($"{name}.mlp.up_proj", Normalized($"{name}.feedforward_layernorm", hidden));
        double[][] bent = [.. up.Select(row => Array.ConvertAll(row, value => Xielu($"{name}.mlp.act_fn", value)))];
        return Sum(hidden, Projected($"{name}.mlp.down_proj", bent));
    }

    private double Xielu(string name, double x)
    {
        var (positive, negative) = (Softplus(Weight($"{name}.alpha_p")[0]), 0.5 + Softplus(Weight($"{name}.alpha_n")[0]));
        return x > 0 ? (positive * x * x) + (0.5 * x) : ((Math.Exp(Math.Min(x, -1e-6)) - 1 - x) * negative) + (0.5 * x);
    }

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
}
