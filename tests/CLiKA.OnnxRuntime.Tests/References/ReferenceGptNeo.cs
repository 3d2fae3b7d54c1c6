using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_gpt_neo.py: learned positions; scores are not scaled; local layers see as many positions as a window has, with their own.</summary>
internal sealed class ReferenceGptNeo(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["layer_norm_epsilon"]!.GetValue<double>())
{
    protected override double[] Embedded(float[] embedding, int position) =>
        [.. embedding.Zip(Weight("model.embed_positions.weight").Skip(position * embedding.Length), (value, place) => (double)value + place)];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        // The causal mask without its part a window further down.
        bool Sees(int position, int other) => !IsLocal(layer) || other > position - Size("window_size");
        var input = Normalized($"{name}.ln_1", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", Attend(Part("q"), Part("k"), Part("v"), product => product, Sees), hasBias: true));
        return Sum(hidden, Plain($"{name}.mlp", Normalized($"{name}.ln_2", hidden), GeluTanh));
    }

    private bool IsLocal(int layer) => Node("attention_types")!.AsArray()
        .SelectMany(group => Enumerable.Repeat(group![0]!.AsArray(), group[1]!.GetValue<int>()))
        .SelectMany(types => types).ElementAt(layer)!.GetValue<string>() == "local";
}
