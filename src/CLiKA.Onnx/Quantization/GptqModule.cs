using System.Text.RegularExpressions;

namespace CLiKA.Onnx.Quantization;

/// <summary>GPTQ's parameters for a module, or for all modules that match no rule.</summary>
/// <param name="Bits">Number of bits of a weight, 4 or 8.</param>
/// <param name="GroupSize">Number of inputs in a group; null for all.</param>
/// <param name="IsSymmetric">Whether every zero point is the middle of the range.</param>
/// <param name="IsReordered">Whether columns were quantized in activation order (<c>desc_act</c>).</param>
/// <param name="Names">Matches the beginning of the names of the modules concerned; null for all.</param>
internal sealed record GptqModule(int Bits, int? GroupSize, bool IsSymmetric, bool IsReordered, Regex? Names = null);
