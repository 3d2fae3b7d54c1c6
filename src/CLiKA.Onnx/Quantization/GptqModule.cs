using System.Text.RegularExpressions;

namespace CLiKA.Onnx.Quantization;

/// <summary>How GPTQ quantized a module, or all that no rule names.</summary>
/// <param name="Bits">Bits of a weight, 4 or 8.</param>
/// <param name="GroupSize">Inputs of a group; null for all.</param>
/// <param name="IsSymmetric">Whether every zero point is the middle of the range.</param>
/// <param name="IsReordered">Whether columns were quantized in the order of their activations (<c>desc_act</c>).</param>
/// <param name="Names">What the names of modules begin with that are meant; null for all.</param>
internal sealed record GptqModule(int Bits, int? GroupSize, bool IsSymmetric, bool IsReordered, Regex? Names = null);
