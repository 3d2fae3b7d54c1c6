using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_arcee.py: Llama with Nemotron's feed-forward block, a squared ReLU without a gate.</summary>
internal sealed class ReferenceArcee(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part, double[][] rows) => Projected($"{name}.self_attn.{part}_proj", rows, Flag("attention_bias"));
        double[][] WithRotation(string part) => Rotated(Part(part, input), Number("rope_theta"));
        hidden = Sum(hidden, Part("o", Attend(WithRotation("q"), WithRotation("k"), Part("v", input), product => product / RootOfHeadSize, (_, _) => true)));
        var up = Projected($"{name}.mlp.up_proj", Normalized($"{name}.post_attention_layernorm", hidden), Flag("mlp_bias"));
        double[][] squared = [.. up.Select(row => Array.ConvertAll(row, value => Math.Pow(Math.Max(0, value), 2)))];
        return Sum(hidden, Projected($"{name}.mlp.down_proj", squared, Flag("mlp_bias")));
    }
}
