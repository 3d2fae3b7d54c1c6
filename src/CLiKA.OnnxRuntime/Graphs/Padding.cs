using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Pads rows on the right: under causal attention, later tokens cannot change earlier ones.</summary>
internal static class Padding
{
    /// <summary>Returns an int64 tensor of shape [rows, length], padded with 0.</summary>
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
