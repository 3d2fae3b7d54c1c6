using System.Diagnostics.CodeAnalysis;

namespace CLiKA.Onnx;

/// <summary>How weights are stored, and with how many bits the graph computes.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The formats' own names.")]
public enum WeightType
{
    /// <summary>32 bits a weight; the graph computes with 32.</summary>
    Float32,

    /// <summary>16 bits a weight (IEEE half precision), half the size of the file; the graph computes with 32.</summary>
    Float16,

    /// <summary>
    /// 16 bits a weight; the graph computes with 16, but for the sums of normalizations, and its logits have 32. For GPUs, whose matrix units
    /// take no more; the CPU has to widen every value, and is slower.
    /// </summary>
    Float16Compute,
}
