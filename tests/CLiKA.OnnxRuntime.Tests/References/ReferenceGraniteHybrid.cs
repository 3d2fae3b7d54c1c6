using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_granitemoehybrid.py: state-space layers, rotation is optional, and the shared expert may be the only feed-forward block.
/// </summary>
internal sealed class ReferenceGraniteHybrid(JsonNode config, Func<string, float[]> source) : ReferenceGraniteMoe(config, source)
{
    protected override double[][] WithRotation(double[][] rows) => Node("position_embedding_type")?.GetValue<string>() == "rope" ? base.WithRotation(rows) : rows;

    protected override double[][] Seen(int layer, string name, double[][] input)
    {
        if (Node("layer_types")![layer]!.GetValue<string>() is "attention" or "full_attention")
        {
            return base.Seen(layer, name, input);
        }

        var block = new ReferenceMamba2(
            Size("mamba_n_heads"), Size("mamba_n_groups"), Size("mamba_d_head"), Size("mamba_d_state"), part => Weight($"{name}.mamba.{part}"))
        {
            HasConvolutionBias = Flag("mamba_conv_bias"),
        };
        var (gates, outputs) = block.Scan(Projected($"{name}.mamba.in_proj", input, Flag("mamba_proj_bias")));
        double[][] gated = [.. gates.Zip(outputs, (gate, output) => gate.Zip(output, (g, value) => Silu(g) * value).ToArray())];
        return Projected($"{name}.mamba.out_proj", Normalized($"{name}.mamba.norm", gated), Flag("mamba_proj_bias"));
    }

    protected override double[][] Fed(string name, double[][] rows)
    {
        if (Size("num_local_experts") > 0)
        {
            return base.Fed(name, rows);
        }

        var inner = Size("shared_intermediate_size");
        var both = Projected($"{name}.mlp.gate_up_proj", rows);
        return Projected($"{name}.mlp.down_proj", [.. both.Select(row => row[..inner].Zip(row[inner..], (gate, up) => Silu(gate) * up).ToArray())]);
    }
}
