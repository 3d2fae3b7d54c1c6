using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_qwen2_vl.py and modeling_qwen2_5_vl.py, the decoder: each section of <c>mrope_section</c> is rotated by a position in time, height or width,
/// which in a text are all the token's position.
/// </summary>
internal sealed class ReferenceQwen2Vl(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input, hasBias: true);
        var seen = Attend(WithRotation(Part("q")), WithRotation(Part("k")), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen));
        return Sum(hidden, Gated($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden), Silu));
    }

    // cos and sin of both halves of a head are cut into the sections, twice over; the first comes from the time, the second from the height, and so on.
    private double[][] WithRotation(double[][] rows)
    {
        var (size, theta) = (Size("head_dim"), Number("rope_theta"));
        int[] sections = [.. Node("rope_scaling")!["mrope_section"]!.AsArray().Select(count => count!.GetValue<int>())];
        int[] dimensions = [.. sections.Concat(sections).SelectMany((count, section) => Enumerable.Repeat(section % 3, count))];
        return [.. rows.Select((row, position) => row.Chunk(size).SelectMany(head => head.Select((value, index) =>
        {
            int[] positions = [position, position, position];
            var angle = positions[dimensions[index]] / Math.Pow(theta, 2.0 * (index % (size / 2)) / size);
            var other = index < size / 2 ? -head[index + (size / 2)] : head[index - (size / 2)];
            return (value * Math.Cos(angle)) + (other * Math.Sin(angle));
        })).ToArray())];
    }
}
