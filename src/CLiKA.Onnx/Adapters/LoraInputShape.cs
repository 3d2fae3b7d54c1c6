using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Adapters;

/// <summary>The type and dimensions of a graph's LoRA input.</summary>
/// <param name="Type">The type of a value: 32 or 16 bits.</param>
/// <param name="Dimensions">Its two dimensions; negative for a dynamic one, such as the rank.</param>
public sealed record LoraInputShape(WeightType Type, IReadOnlyList<int> Dimensions)
{
    /// <summary>Returns whether a matrix fits the input.</summary>
    /// <param name="input">The matrix.</param>
    /// <returns>Whether it fits.</returns>
    public bool Takes(LoraInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Dimensions is [var rows, var columns] && Fits(rows, input.Rows) && Fits(columns, input.Columns);
    }

    /// <summary>Returns the ONNX element type of a weight type.</summary>
    internal static OnnxElementType ElementOf(WeightType type) => type == WeightType.Float32 ? OnnxElementType.Float : OnnxElementType.Float16;

    private static bool Fits(int dimension, int size) => dimension < 0 || dimension == size;
}
