using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_gpt2.py: learned position embeddings.</summary>
internal sealed class ReferenceGpt2(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["layer_norm_epsilon"]!.GetValue<double>())
{
    protected override double[] Embedded(float[] embedding, int position) =>
        [.. embedding.Zip(Weight("model.embed_positions.weight").Skip(position * embedding.Length), (value, place) => (double)value + place)];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        hidden = Sum(hidden, Attended($"{name}.self_attn", Normalized($"{name}.ln_1", hidden), rows => rows));
        return Sum(hidden, Plain($"{name}.mlp", Normalized($"{name}.ln_2", hidden), GeluTanh));
    }
}
