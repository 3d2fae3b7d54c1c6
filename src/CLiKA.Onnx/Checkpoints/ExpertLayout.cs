using System.Globalization;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// What a checkpoint calls the weights of a layer's experts. Where gate and other half have one name, the weights of all experts are one
/// tensor [experts, rows, columns], in which an expert's gate has the first rows.
/// </summary>
/// <param name="Block">The feed-forward block.</param>
/// <param name="Router">The router within it.</param>
/// <param name="Gate">An expert's gate within the block, with {0} for its number where each is a tensor of its own.</param>
/// <param name="Up">The other half.</param>
/// <param name="Down">The projection back.</param>
/// <param name="Shared">Gate and other half, and the projection back, of a shared expert that has the first two as one tensor.</param>
internal sealed record ExpertLayout(string Block, string Router, string Gate, string Up, string Down, (string Both, string Down)? Shared = null)
{
    /// <summary>The layouts that are known, the first as the graph calls them.</summary>
    public static IReadOnlyList<ExpertLayout> All { get; } =
    [
        new("mlp", "gate", "experts.{0}.gate_proj.weight", "experts.{0}.up_proj.weight", "experts.{0}.down_proj.weight"),
        new("block_sparse_moe", "gate", "experts.{0}.w1.weight", "experts.{0}.w3.weight", "experts.{0}.w2.weight"),

        // gpt-oss's.
        new("mlp", "router", "experts.gate_up_proj", "experts.gate_up_proj", "experts.down_proj") { Alternates = true },

        // What later versions of HuggingFace's library have in memory, and save where they are told not to save as before.
        new("mlp", "gate", "experts.gate_up_proj", "experts.gate_up_proj", "experts.down_proj"),

        // Granite's.
        new(
            "block_sparse_moe",
            "router.layer",
            "input_linear.weight",
            "input_linear.weight",
            "output_linear.weight",
            ("shared_mlp.input_linear.weight", "shared_mlp.output_linear.weight")),
    ];

    /// <summary>Whether the weights of all experts are one tensor.</summary>
    public bool IsJoined => Gate == Up;

    /// <summary>
    /// Whether such a tensor is [experts, inputs, outputs], in which each output of the gate is followed by one of the other half. Biases
    /// [experts, outputs] have the same order, and its name with <c>_bias</c>.
    /// </summary>
    public bool Alternates { get; init; }

    /// <summary>How much of the layout a checkpoint has: its router, and an expert's gate.</summary>
    /// <param name="has">Whether a layer has a weight of this name.</param>
    public int CountOf(Func<string, bool> has)
    {
        var gate = $"{Block}.{Numbered(Gate, 0)}";
        return (has($"{Block}.{Router}.weight") ? 1 : 0) + (has(gate) || has(gate + Mxfp4Quantization.Blocks) ? 1 : 0);
    }

    /// <summary>A name with an expert's number in it.</summary>
    /// <param name="part">The name of the weight.</param>
    /// <param name="expert">The number.</param>
    /// <param name="isBias">Whether it is the name of the bias beside the weight.</param>
    public static string Numbered(string part, int expert, bool isBias = false)
    {
        var name = part.Replace("{0}", expert.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return isBias ? $"{name[..^"weight".Length]}bias" : name;
    }
}
