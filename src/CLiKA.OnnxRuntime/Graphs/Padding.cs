using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Rows side by side, padded on the right: what stands behind a token cannot change it.</summary>
internal static class Padding
{
    /// <summary>A tensor [rows, length] of whole numbers; what a row lacks is 0.</summary>
    public static OrtValue TensorOf(IReadOnlyList<int[]> rows, int length)
    {
        var padded = new long[rows.Count * length];
        foreach (var (index, row) in rows.Index())
        {
            for (var i = 0; i < row.Length; i++)
            {
                padded[(index * length) + i] = row[i];
            }
        }

        return OrtValue.CreateTensorValueFromMemory(padded, [rows.Count, length]);
    }
}
