using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_xglm.py: scaled embeddings, and sinusoidal positions counted from 2.</summary>
internal sealed class ReferenceXglm(JsonNode config, Func<string, float[]> source) : ReferenceLayerNorm(config, source, 1e-5)
{
    protected override double[] Embedded(float[] embedding, int position)
    {
        var scale = Node("scale_embedding")?.GetValue<bool>() ?? true ? Math.Sqrt(embedding.Length) : 1;
        var half = embedding.Length / 2;
        return
        [
            .. embedding.Select((value, index) =>
            {
                var angle = (position + 2) * Math.Exp(index % half * -(Math.Log(10_000) / (half - 1)));
                return (value * scale) + (index < half ? Math.Sin(angle) : Math.Cos(angle));
            }),
        ];
    }

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        hidden = Sum(hidden, Attended($"{name}.self_attn", Normalized($"{name}.self_attn_layer_norm", hidden), rows => rows));
        return Sum(hidden, Plain($"{name}.mlp", Normalized($"{name}.final_layer_norm", hidden), Gelu));
    }
}
