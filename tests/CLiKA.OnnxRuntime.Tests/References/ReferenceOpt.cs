using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_opt.py: learned position embeddings counted from 2, and norms that may have no weights.</summary>
internal sealed class ReferenceOpt(JsonNode config, Func<string, float[]> source) : ReferenceLayerNorm(config, source, 1e-5)
{
    protected override double[] Normalize(string name, double[] row) =>
        Node("layer_norm_elementwise_affine")?.GetValue<bool>() ?? true ? base.Normalize(name, row) : Standardized(row);

    protected override double[] Embedded(float[] embedding, int position) =>
        [.. embedding.Zip(Weight("model.embed_positions.weight").Skip((position + 2) * embedding.Length), (value, place) => (double)value + place)];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var hasBias = Node("enable_bias")?.GetValue<bool>() ?? true;
        hidden = Sum(hidden, Attended($"{name}.self_attn", Normalized($"{name}.self_attn_layer_norm", hidden), rows => rows, hasBias, hasBias));
        return Sum(hidden, Plain($"{name}.mlp", Normalized($"{name}.final_layer_norm", hidden), value => Math.Max(0, value), hasBias));
    }
}
