using System.Diagnostics.CodeAnalysis;

namespace CLiKA.Onnx;

/// <summary>How the weights are stored. The graph computes with 32 bits either way.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The formats' own names.")]
public enum WeightType
{
    /// <summary>32 bits a weight.</summary>
    Float32,

    /// <summary>16 bits a weight (IEEE half precision), half the size of the file.</summary>
    Float16,
}
