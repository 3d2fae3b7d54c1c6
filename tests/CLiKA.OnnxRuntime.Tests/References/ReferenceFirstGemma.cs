using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_gemma.py: Llama's blocks, with Gemma's embeddings, norms and activation.</summary>
internal sealed class ReferenceFirstGemma(JsonNode config, Func<string, float[]> source) : ReferenceGemma(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        hidden = Sum(hidden, Attend(layer, $"{name}.self_attn", Normalized($"{name}.input_layernorm", hidden)));
        return Sum(hidden, Gated($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden), GeluTanh));
    }

    protected override double[][] Attend(int layer, string name, double[][] rows)
    {
        double[][] WithRotation(string part) => Rotated(Projected($"{name}.{part}_proj", rows), Number("rope_theta"));
        var seen = Attend(WithRotation("q"), WithRotation("k"), Projected($"{name}.v_proj", rows), product => product / RootOfHeadSize, (_, _) => true);
        return Projected($"{name}.o_proj", seen);
    }
}
