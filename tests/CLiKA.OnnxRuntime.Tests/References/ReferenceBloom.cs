using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_bloom.py: normalized embeddings and ALiBi.</summary>
internal sealed class ReferenceBloom(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["layer_norm_epsilon"]!.GetValue<double>())
{
    protected override double[] Embedded(float[] embedding, int position) =>
        Normalize("model.embed_norm", Array.ConvertAll(embedding, value => (double)value));

    // build_alibi_tensor, which uses the positions of keys.
    protected override double Biased(int head, int position) => Slopes(Size("num_attention_heads"))[head] * position;

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        hidden = Sum(hidden, Attended($"{name}.self_attn", Normalized($"{name}.input_layernorm", hidden), rows => rows));
        return Sum(hidden, Plain($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden), GeluTanh));
    }

    public static double[] Slopes(int heads)
    {
        var closest = Math.Pow(2, Math.Floor(Math.Log2(heads)));
        var start = Math.Pow(2, -Math.Pow(2, -(Math.Log2(closest) - 3)));
        var finer = Math.Pow(2, -Math.Pow(2, -(Math.Log2(2 * closest) - 3)));
        return
        [
            .. Enumerable.Range(1, (int)closest).Select(power => Math.Pow(start, power)),
            .. Enumerable.Range(0, heads - (int)closest).Select(index => Math.Pow(finer, 1 + (2 * index))),
        ];
    }
}
