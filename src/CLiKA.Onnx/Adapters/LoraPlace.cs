using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Adapters;

/// <summary>What a graph's LoRA input takes.</summary>
/// <param name="Type">32 or 16 bits a value.</param>
/// <param name="Dimensions">Its two dimensions; below 0 where any size is taken, as of the rank.</param>
public sealed record LoraPlace(WeightType Type, IReadOnlyList<int> Dimensions)
{
    /// <summary>Whether a matrix fits.</summary>
    /// <param name="input">The matrix.</param>
    /// <returns>Whether it does.</returns>
    public bool Takes(LoraInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Dimensions is [var rows, var columns] && Fits(rows, input.Rows) && Fits(columns, input.Columns);
    }

    /// <summary>The element type that a file says for so many bits.</summary>
    internal static OnnxElementType ElementOf(WeightType type) => type == WeightType.Float32 ? OnnxElementType.Float : OnnxElementType.Float16;

    private static bool Fits(int dimension, int size) => dimension < 0 || dimension == size;
}
