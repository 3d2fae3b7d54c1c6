using System.Globalization;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// MXFP4 (OCP Microscaling Formats 1.0) as in gpt-oss, for the experts of a layer: <c>experts.gate_up_proj_blocks</c> [experts, outputs, inputs / 32,
/// 16] with two numbers in each byte, the first in its lower half, and <c>gate_up_proj_scales</c> [experts, outputs, inputs / 32] with an exponent of
/// two for each block of 32; likewise for <c>down_proj</c>. The outputs of gate and up projection are interleaved.
/// </summary>
internal sealed record Mxfp4Quantization() : CheckpointQuantization("MXFP4 (kept exactly, as whole numbers of 8 bits)")
{
    /// <summary>Suffix of the tensor with the numbers of a weight.</summary>
    public const string Blocks = "_blocks";

    private const string Experts = "experts";

    internal override QuantizedMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        if (name.Split('.') is not [.. var block, Experts, var digits, var part] || !int.TryParse(digits, CultureInfo.InvariantCulture, out var expert))
        {
            return null;
        }

        var (fused, step, start) = part switch { "gate_proj" => ("gate_up_proj", 2, 0), "up_proj" => ("gate_up_proj", 2, 1), _ => (part, 1, 0) };
        var tensor = $"{string.Join('.', block)}.{Experts}.{fused}";
        return checkpoint.Has(tensor + Blocks)
            ? new Mxfp4Rows(checkpoint, tensor, (expert * outputs * step) + start, step).Matrix(expert, outputs, inputs)
            : null;
    }
}
