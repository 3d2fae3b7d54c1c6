using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_granitemoehybrid.py, with attention only: rotation is optional, and the shared expert is the only feed-forward block.</summary>
internal sealed class ReferenceGraniteHybrid(JsonNode config, Func<string, float[]> source) : ReferenceGranite(config, source)
{
    protected override double[][] WithRotation(double[][] rows) => Node("position_embedding_type")?.GetValue<string>() == "rope" ? base.WithRotation(rows) : rows;

    protected override double[][] Fed(string name, double[][] rows)
    {
        var inner = Size("shared_intermediate_size");
        var both = Projected($"{name}.mlp.gate_up_proj", rows);
        return Projected($"{name}.mlp.down_proj", [.. both.Select(row => row[..inner].Zip(row[inner..], (gate, up) => Silu(gate) * up).ToArray())]);
    }
}
