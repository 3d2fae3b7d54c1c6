using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_smollm3.py: Llama with rotation only in layers where <c>no_rope_layers</c> has a 1.</summary>
internal sealed class ReferenceSmolLm3(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var turns = Node("no_rope_layers") is JsonArray marks ? marks[layer]!.GetValue<int>() == 1 : (layer + 1) % 4 != 0;
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input);
        double[][] WithRotation(string part) => turns ? Rotated(Part(part), Number("rope_theta")) : Part(part);
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen));
        return Sum(hidden, Gated($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden), Silu));
    }
}
