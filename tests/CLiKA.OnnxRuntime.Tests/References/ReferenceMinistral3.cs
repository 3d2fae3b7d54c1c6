using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_ministral3.py: Mistral with rotated queries that grow by a step at each multiple of the original training length.</summary>
internal sealed class ReferenceMinistral3(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var rope = Node("rope_parameters")!;
        var yarn = new ReferenceYarn(rope);
        var frequencies = yarn.Frequencies(rope["rope_theta"]!.GetValue<double>(), Size("head_dim"));
        var (beta, original) = (rope["llama_4_scaling_beta"]!.GetValue<double>(), rope["original_max_position_embeddings"]!.GetValue<double>());
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input);
        double[][] WithRotation(string part) => Rotated(Part(part), frequencies, yarn.AttentionFactor);
        double[][] queries =
        [
            .. WithRotation("q").Select((row, position) => Array.ConvertAll(row, value => value * (1 + (beta * Math.Log(1 + Math.Floor(position / original)))))),
        ];
        var seen = Attend(queries, WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen));
        return Sum(hidden, Gated($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden), Silu));
    }
}
