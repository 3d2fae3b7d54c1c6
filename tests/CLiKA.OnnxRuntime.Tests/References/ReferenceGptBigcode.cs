using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_gpt_bigcode.py: GPT-2 whose heads may share a single key and value.</summary>
internal sealed class ReferenceGptBigcode(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["layer_norm_epsilon"]!.GetValue<double>())
{
    protected override double[] Embedded(float[] embedding, int position) =>
        [.. embedding.Zip(Weight("model.embed_positions.weight").Skip(position * embedding.Length), (value, place) => (double)value + place)];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.ln_1", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input, hasBias: true);
        var shared = Node("multi_query")?.GetValue<bool>() ?? true ? 1 : Size("num_attention_heads");
        var seen = Attend(Part("q"), Part("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true, shared: shared);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen, hasBias: true));
        return Sum(hidden, Plain($"{name}.mlp", Normalized($"{name}.ln_2", hidden), Node("activation_function")?.GetValue<string>() == "gelu" ? Gelu : GeluTanh));
    }
}
