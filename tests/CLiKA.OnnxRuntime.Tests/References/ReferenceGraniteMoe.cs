using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_granitemoe.py and modeling_granitemoeshared.py: Granite's multipliers, all experts of a layer in two tensors, and in the second
/// a shared expert. A softmax over the chosen experts equals a softmax over all, divided by the sum of the chosen.
/// </summary>
internal class ReferenceGraniteMoe(JsonNode config, Func<string, float[]> source) : ReferenceGranite(config, source)
{
    protected override double[][] Fed(string name, double[][] rows)
    {
        var block = $"{name}.block_sparse_moe";
        var fed = Routed($"{block}.router.layer", rows, sumsToOne: true, number => Parted(
            $"{block}.input_linear.weight", $"{block}.output_linear.weight", number, Size("intermediate_size")));
        return Node("shared_intermediate_size")?.GetValue<int>() > 0 ? Sum(fed, Shared($"{name}.shared_mlp", rows)) : fed;
    }

    private double[][] Shared(string name, double[][] rows)
    {
        var inner = Size("shared_intermediate_size");
        var both = Projected($"{name}.input_linear", rows);
        double[][] gated = [.. both.Select(row => row[..inner].Zip(row[inner..], (gate, up) => Silu(gate) * up).ToArray())];
        return Projected($"{name}.output_linear", gated);
    }
}
