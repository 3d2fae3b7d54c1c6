using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_phi3.py: fused projections, and rotation of part of each head.</summary>
internal sealed class ReferencePhi3(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var fused = Projected($"{name}.self_attn.qkv_proj", Normalized($"{name}.input_layernorm", hidden));
        var (queries, shared) = (Size("num_attention_heads") * Size("head_dim"), Size("num_key_value_heads") * Size("head_dim"));
        double[][] Part(int from, int count) => [.. fused.Select(row => row[from..(from + count)])];
        bool Sees(int position, int other) => Node("sliding_window") is null || other > position - Size("sliding_window");
        var seen = Attend(
            Rotated(Part(0, queries)),
            Rotated(Part(queries, shared)),
            Part(queries + shared, shared),
            product => product / RootOfHeadSize,
            Sees);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen));
        var both = Projected($"{name}.mlp.gate_up_proj", Normalized($"{name}.post_attention_layernorm", hidden));
        var inner = Size("intermediate_size");
        double[][] gated = [.. both.Select(row => row[..inner].Zip(row[inner..], (gate, up) => up * Silu(gate)).ToArray())];
        return Sum(hidden, Projected($"{name}.mlp.down_proj", gated));
    }

    private double[][] Rotated(double[][] rows)
    {
        var size = (int)(Size("head_dim") * (Node("partial_rotary_factor")?.GetValue<double>() ?? 1));
        var (half, magnitude) = (size / 2, Magnitude());
        return [.. rows.Select((row, position) => row.Chunk(Size("head_dim")).SelectMany(head => head.Select((value, index) =>
        {
            if (index >= size)
            {
                return value;
            }

            var factor = Node("rope_scaling")?["short_factor"]?[index % half]?.GetValue<double>() ?? 1;
            var angle = position / (factor * Math.Pow(Number("rope_theta"), 2.0 * (index % half) / size));
            var pair = index < half ? -head[index + half] : head[index - half];
            return magnitude * ((value * Math.Cos(angle)) + (pair * Math.Sin(angle)));
        })).ToArray())];
    }

    private double Magnitude()
    {
        if (Node("rope_scaling") is null)
        {
            return 1;
        }

        var original = Number("original_max_position_embeddings");
        return Math.Sqrt(1 + (Math.Log(Number("max_position_embeddings") / original) / Math.Log(original)));
    }
}
