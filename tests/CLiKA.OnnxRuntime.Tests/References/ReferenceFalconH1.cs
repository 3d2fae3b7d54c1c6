using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_falcon_h1.py: attention and a state-space block side by side, with factors of inputs, outputs, keys and parts.</summary>
internal sealed class ReferenceFalconH1(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double EmbeddingFactor => Number("embedding_multiplier");

    protected override double Logit(double product) => product * Number("lm_head_multiplier");

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        var stored = Times(Stored($"{name}.mamba", Times(input, Number("ssm_in_multiplier"))), Number("ssm_out_multiplier"));
        var attended = Times(Attended($"{name}.self_attn", Times(input, Number("attention_in_multiplier"))), Number("attention_out_multiplier"));
        hidden = Sum(hidden, Sum(stored, attended));
        return Sum(hidden, Fed($"{name}.mlp", Normalized($"{name}.pre_ff_layernorm", hidden)));
    }

    private static double[][] Times(double[][] rows, double factor) => [.. rows.Select(row => Array.ConvertAll(row, value => value * factor))];

    private double Factor(string name, int index) => Node(name) is JsonArray list ? list[index]!.GetValue<double>() : 1;

    private double[][] Attended(string name, double[][] input)
    {
        double[][] Part(string part, double[][] rows) => Projected($"{name}.{part}_proj", rows, Flag("attention_bias"));
        double[][] Turned(double[][] rows) => Rotated(rows, Number("rope_theta"));
        var keys = Times(Part("k", input), Number("key_multiplier"));
        return Part("o", Attend(Turned(Part("q", input)), Turned(keys), Part("v", input), product => product / RootOfHeadSize, (_, _) => true));
    }

    private double[][] Stored(string name, double[][] input)
    {
        var (heads, groups, size, states) = (Size("mamba_n_heads"), Size("mamba_n_groups"), Size("mamba_d_head"), Size("mamba_d_state"));
        int[] parts = [heads * size, heads * size, groups * states, groups * states, heads];
        double[] factors = [.. parts.SelectMany((part, index) => Enumerable.Repeat(Factor("ssm_multipliers", index), part))];
        double[][] projected =
            [.. Projected($"{name}.in_proj", input, Flag("mamba_proj_bias")).Select(row => row.Zip(factors, (value, factor) => value * factor).ToArray())];
        var block = new ReferenceMamba2(heads, groups, size, states, part => Weight($"{name}.{part}")) { HasConvolutionBias = Flag("mamba_conv_bias") };
        var (gates, outputs) = block.Scan(projected);
        return Projected($"{name}.out_proj", [.. gates.Zip(outputs, (gate, output) => Gated(name, gate, output))], Flag("projectors_bias"));
    }

    private double[] Gated(string name, double[] gate, double[] output)
    {
        double[] Open(double[] values) => [.. gate.Zip(values, (g, value) => Silu(g) * value)];
        return !Flag("mamba_rms_norm") ? Open(output)
            : Flag("mamba_norm_before_gate") ? Open(Grouped(name, output))
            : Grouped(name, Open(output));
    }

    private double[] Grouped(string name, double[] row)
    {
        var weight = Weight($"{name}.norm.weight");
        var groups = row.Chunk(row.Length / Size("mamba_n_groups"));
        return
        [
            .. groups.SelectMany(group =>
            {
                var size = Math.Sqrt(group.Average(value => value * value) + Number("rms_norm_eps"));
                return group.Select(value => value / size);
            }).Zip(weight, (value, factor) => value * factor),
        ];
    }

    private double[][] Fed(string name, double[][] rows)
    {
        var bias = Flag("mlp_bias");
        var gates = Times(Projected($"{name}.gate_proj", rows, bias), Factor("mlp_multipliers", 0));
        double[][] gated = [.. gates.Zip(Projected($"{name}.up_proj", rows, bias), (gate, up) => gate.Zip(up, (g, u) => Silu(g) * u).ToArray())];
        return Times(Projected($"{name}.down_proj", gated, bias), Factor("mlp_multipliers", 1));
    }
}
