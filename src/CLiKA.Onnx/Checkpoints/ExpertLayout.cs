using System.Globalization;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// The names of experts' weights in a checkpoint. Where gate and up projection have the same name, the weights of all experts are one tensor, stored as
/// <see cref="Architectures.Experts.ExpertStorage"/> says. Biases [experts, outputs] have the same order, and the tensor's name with <c>_bias</c>.
/// </summary>
/// <param name="Block">The feed-forward block; empty where the experts belong to the layer itself.</param>
/// <param name="Router">The router within it.</param>
/// <param name="Gate">An expert's gate within the block, with {0} for its index where each expert has a tensor of its own; unused where experts have none.</param>
/// <param name="Up">An expert's up projection within the block.</param>
/// <param name="Down">An expert's down projection within the block.</param>
/// <param name="Shared">The fused gate and up projection, and the down projection, of a shared expert; null where they are not fused.</param>
internal sealed record ExpertLayout(string Block, string Router, string Gate, string Up, string Down, (string Both, string Down)? Shared = null)
{
    /// <summary>The known layouts; the first has the names of the graph.</summary>
    public static IReadOnlyList<ExpertLayout> All { get; } =
    [
        new("mlp", "gate", "experts.{0}.gate_proj.weight", "experts.{0}.up_proj.weight", "experts.{0}.down_proj.weight"),
        new("block_sparse_moe", "gate", "experts.{0}.w1.weight", "experts.{0}.w3.weight", "experts.{0}.w2.weight"),

        // gpt-oss, and Llama 4.
        new("mlp", "router", "experts.gate_up_proj", "experts.gate_up_proj", "experts.down_proj"),

        // The layout in memory of later versions of HuggingFace's library, and on disk where they are told not to save as before.
        new("mlp", "gate", "experts.gate_up_proj", "experts.gate_up_proj", "experts.down_proj"),

        // Such a layout of experts without gates.
        new("mlp", "gate", "experts.up_proj", "experts.up_proj", "experts.down_proj"),

        // Gemma 4.
        new(string.Empty, "router.proj", "experts.gate_up_proj", "experts.gate_up_proj", "experts.down_proj"),

        // Granite.
        new(
            "block_sparse_moe",
            "router.layer",
            "input_linear.weight",
            "input_linear.weight",
            "output_linear.weight",
            ("shared_mlp.input_linear.weight", "shared_mlp.output_linear.weight")),
    ];

    /// <summary>Whether the weights of all experts are one tensor.</summary>
    public bool IsFused => Gate == Up;

    /// <summary>Returns how much of the layout a checkpoint has: its router, and an expert's up projection.</summary>
    /// <param name="has">Returns whether a layer has a weight with a given name.</param>
    public int CountOf(Func<string, bool> has)
    {
        var up = Within(Numbered(Up, 0));
        return (has(Within($"{Router}.weight")) ? 1 : 0) + (has(up) || has(up + Mxfp4Quantization.Blocks) ? 1 : 0);
    }

    /// <summary>Returns the name within a layer of a part of the block.</summary>
    public string Within(string part) => Block.Length == 0 ? part : $"{Block}.{part}";

    /// <summary>Returns a name with the index of an expert.</summary>
    /// <param name="part">The name of the weight.</param>
    /// <param name="expert">The index of the expert.</param>
    /// <param name="isBias">Whether to return the name of the bias beside the weight.</param>
    public static string Numbered(string part, int expert, bool isBias = false)
    {
        var name = part.Replace("{0}", expert.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return isBias ? $"{name[..^"weight".Length]}bias" : name;
    }
}
