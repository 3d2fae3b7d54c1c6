using System.Diagnostics.CodeAnalysis;

namespace CLiKA.Onnx;

/// <summary>The type of the stored weights and of the computation.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The formats' own names.")]
public enum WeightType
{
    /// <summary>32 bits for storage and computation.</summary>
    Float32,

    /// <summary>16 bits (IEEE half precision) for storage, which halves the size of the file, and 32 for computation.</summary>
    Float16,

    /// <summary>
    /// 16 bits for storage and computation, except for the sums in normalizations and for logits, which have 32. For GPUs, whose matrix units take no
    /// more; the CPU has to widen every value, and is slower.
    /// </summary>
    Float16Compute,
}
