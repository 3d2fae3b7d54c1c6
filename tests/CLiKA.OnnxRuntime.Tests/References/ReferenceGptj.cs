using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_gptj.py: parallel blocks after one norm, adjacent values of a part of each head are rotated, and the output has a bias.</summary>
internal sealed class ReferenceGptj(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["layer_norm_epsilon"]!.GetValue<double>())
{
    protected override double[] Biased(double[] logits) => [.. logits.Zip(Weight("lm_head.bias"), (logit, bias) => logit + bias)];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.ln_1", hidden);
        var attended = Attended($"{name}.self_attn", input, Turned, hasBias: false, projectsWithBias: false);
        return Sum(Sum(attended, Plain($"{name}.mlp", input, GeluTanh)), hidden);
    }

    // create_sinusoidal_positions and apply_rotary_pos_emb.
    private double[][] Turned(double[][] rows)
    {
        var size = Size("rotary_dim");
        return [.. rows.Select((row, position) => row.Chunk(Size("head_dim")).SelectMany(head => head.Select((value, index) =>
        {
            var angle = position / Math.Pow(10_000, 2.0 * (index / 2) / size);
            var other = index % 2 == 0 ? -head[index + 1] : head[index - 1];
            return index < size ? (value * Math.Cos(angle)) + (other * Math.Sin(angle)) : value;
        })).ToArray())];
    }
}
