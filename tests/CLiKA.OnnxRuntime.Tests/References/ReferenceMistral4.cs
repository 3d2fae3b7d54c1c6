using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_mistral4.py: the attention of modeling_deepseek_v3.py without its factor of scores, queries that grow as in modeling_ministral3.py, and a softmax
/// over experts.
/// </summary>
internal sealed class ReferenceMistral4(JsonNode config, Func<string, float[]> source) : ReferenceDeepseek(config, source)
{
    protected override double Scale => 1;

    protected override double[] Grown(double[] query, int position)
    {
        var rope = Node("rope_parameters")!;
        var (beta, original) = (rope["llama_4_scaling_beta"]!.GetValue<double>(), rope["original_max_position_embeddings"]!.GetValue<double>());
        return Array.ConvertAll(query, value => value * (1 + (beta * Math.Log(1 + Math.Floor(position / original)))));
    }

    // One group.
    protected override double[][] Fed(int layer, string name, double[][] rows) => layer < Size("first_k_dense_replace")
        ? Gated(name, rows, Silu)
        : Sum(Gated($"{name}.shared_experts", rows, Silu), Scaled(Routed(
            $"{name}.gate", rows, Flag("norm_topk_prob"), number => Expert($"{name}.experts", number, "gate_proj", "up_proj", "down_proj"))));

    private double[][] Scaled(double[][] rows) => [.. rows.Select(row => Array.ConvertAll(row, value => value * Number("routed_scaling_factor")))];
}
