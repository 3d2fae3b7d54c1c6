using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>The common parts of modeling_gemma.py and the files of later generations.</summary>
internal abstract class ReferenceGemma(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double EmbeddingFactor => RootOf(Size("hidden_size"));

    // The square root in the type of the weights: BF16 has eight significant bits.
    protected double RootOf(int width)
    {
        var root = Math.Sqrt(width);
        var unit = Math.Pow(2, Math.Floor(Math.Log2(root)) - 7);
        return Node("torch_dtype")?.GetValue<string>() == "bfloat16" ? Math.Round(root / unit) * unit : root;
    }

    protected override double[] Normalize(string name, double[] row)
    {
        var scale = 1 / Math.Sqrt(row.Average(value => value * value) + Number("rms_norm_eps"));
        return [.. row.Zip(Weight($"{name}.weight"), (value, weight) => value * scale * (1 + weight))];
    }

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var seen = Attend(layer, $"{name}.self_attn", Normalized($"{name}.input_layernorm", hidden));
        hidden = Sum(hidden, Normalized($"{name}.post_attention_layernorm", seen));
        var fed = Gated($"{name}.mlp", Normalized($"{name}.pre_feedforward_layernorm", hidden), GeluTanh);
        return Sum(hidden, Normalized($"{name}.post_feedforward_layernorm", fed));
    }

    protected override double Logit(double product) => Capped(product, "final_logit_softcapping");

    protected abstract double[][] Attend(int layer, string name, double[][] rows);

    protected double Score(double product) => product / Math.Sqrt(Number("query_pre_attn_scalar"));

    protected double Capped(double value, string name) =>
        Node(name)?.GetValue<double>() is { } cap ? Math.Tanh(value / cap) * cap : value;

    protected bool Slides(int layer, int period) => Node("layer_types") is JsonArray types
        ? types[layer]!.GetValue<string>() == "sliding_attention"
        : (layer + 1) % period != 0;

    protected Func<int, int, bool> Sees(bool slides) => (position, other) => !slides || other > position - Size("sliding_window");

    protected static double GeluTanh(double x) =>
        0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * Math.Pow(x, 3)))));
}
