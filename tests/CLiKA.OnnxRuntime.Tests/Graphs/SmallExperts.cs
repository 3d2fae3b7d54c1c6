using CLiKA.Onnx;
using CLiKA.Onnx.Architectures;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>What checkpoints call the weights of experts, and their shapes.</summary>
internal static class SmallExperts
{
    /// <summary>The names within a layer of whatever its experts need.</summary>
    /// <param name="experts">The experts.</param>
    /// <param name="family">Whose names: <c>mixtral</c>, <c>joined</c> where the experts of a layer are one tensor, and Qwen's for any other.</param>
    public static IEnumerable<string> Names(MixtureOfExperts experts, string family)
    {
        var numbers = Enumerable.Range(0, experts.Count);
        string[] Each(string block, params string[] parts) =>
            [.. numbers.SelectMany(number => parts.Select(part => $"{block}.experts.{number}.{part}.weight"))];
        return family switch
        {
            "mixtral" => ["block_sparse_moe.gate.weight", .. Each("block_sparse_moe", "w1", "w2", "w3")],
            "joined" => ["mlp.gate.weight", "mlp.experts.gate_up_proj", "mlp.experts.down_proj"],
            _ => ["mlp.gate.weight", .. Each("mlp", "gate_proj", "up_proj", "down_proj")],
        };
    }

    /// <summary>The shape of a weight that experts need; null where it is another.</summary>
    public static int[]? ShapeOf(DecoderConfiguration configuration, string name)
    {
        if (configuration.Variant.Experts is not { } experts)
        {
            return null;
        }

        var (width, inner) = (configuration.HiddenSize, experts.IntermediateSize);
        return name.Split('.').Skip(3).ToArray() switch
        {
            ["mlp" or "block_sparse_moe", "gate", _] => [experts.Count, width],
            [_, "experts", "gate_up_proj"] => [experts.Count, 2 * inner, width],
            [_, "experts", "down_proj"] => [experts.Count, width, inner],
            [_, "experts", _, "gate_proj" or "up_proj" or "w1" or "w3", _] => [inner, width],
            [_, "experts", _, "down_proj" or "w2", _] => [width, inner],
            _ => null,
        };
    }
}
