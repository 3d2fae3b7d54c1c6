using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_granite.py: multipliers of embeddings, scores, blocks and logits.</summary>
internal class ReferenceGranite(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double EmbeddingFactor => Number("embedding_multiplier");

    protected override double Logit(double product) => product / Number("logits_scaling");

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        hidden = Sum(hidden, Multiplied(Seen(layer, name, Normalized($"{name}.input_layernorm", hidden))));
        return Sum(hidden, Multiplied(Fed(name, Normalized($"{name}.post_attention_layernorm", hidden))));
    }

    /// <summary>The output of a layer's attention, or of the block in its place.</summary>
    protected virtual double[][] Seen(int layer, string name, double[][] input)
    {
        double[][] Part(string part, double[][] rows) => Projected($"{name}.self_attn.{part}_proj", rows, Flag("attention_bias"));
        var seen = Attend(
            WithRotation(Part("q", input)), WithRotation(Part("k", input)), Part("v", input), product => product * Number("attention_multiplier"), (_, _) => true);
        return Part("o", seen);
    }

    /// <summary>Rotates queries or keys.</summary>
    protected virtual double[][] WithRotation(double[][] rows) => Rotated(rows, Number("rope_theta"));

    /// <summary>The output of a layer's feed-forward block.</summary>
    protected virtual double[][] Fed(string name, double[][] rows) => Gated($"{name}.mlp", rows, Silu, Flag("mlp_bias"));

    private double[][] Multiplied(double[][] rows) =>
        [.. rows.Select(row => Array.ConvertAll(row, value => value * Number("residual_multiplier")))];
}
