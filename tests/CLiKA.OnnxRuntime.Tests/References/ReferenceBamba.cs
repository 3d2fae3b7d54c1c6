using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_bamba.py: state-space layers, whose output is normalized as a whole behind its gate, and attention that rotates half of each head.</summary>
internal sealed class ReferenceBamba(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        var attends = Node("attn_layer_indices")!.AsArray().Any(index => index!.GetValue<int>() == layer);
        hidden = Sum(hidden, attends ? Attended($"{name}.self_attn", input) : Stored($"{name}.mamba", input));
        return Sum(hidden, Gated($"{name}.mlp", Normalized($"{name}.pre_ff_layernorm", hidden), Silu));
    }

    private double[][] Attended(string name, double[][] input)
    {
        var size = Size("head_dim") / 2;
        double[] frequencies = [.. Enumerable.Range(0, size / 2).Select(pair => Math.Pow(Number("rope_theta"), -2.0 * pair / size))];
        double[][] Part(string part) => Projected($"{name}.{part}_proj", input);
        var seen = Attend(Rotated(Part("q"), frequencies), Rotated(Part("k"), frequencies), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        return Projected($"{name}.o_proj", seen);
    }

    private double[][] Stored(string name, double[][] input)
    {
        var block = new ReferenceMamba2(
            Size("mamba_n_heads"), Size("mamba_n_groups"), Size("mamba_d_head"), Size("mamba_d_state"), part => Weight($"{name}.{part}"))
        {
            HasConvolutionBias = Flag("mamba_conv_bias"),
        };
        var (gates, outputs) = block.Scan(Projected($"{name}.in_proj", input, Flag("mamba_proj_bias")));
        double[][] gated = [.. gates.Zip(outputs, (gate, output) => gate.Zip(output, (g, value) => Silu(g) * value).ToArray())];
        return Projected($"{name}.out_proj", Normalized($"{name}.norm", gated), Flag("mamba_proj_bias"));
    }
}
