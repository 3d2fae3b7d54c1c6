using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Reads logits of shape [rows, positions, vocabulary], in 32 bits or in 16 bits, which are converted.</summary>
internal sealed class LogitRows
{
    private float[] _widened = [];

    /// <summary>Returns the logits at the last position of a row; converted ones are valid until the next are read.</summary>
    public ReadOnlySpan<float> Last(OrtValue logits, int row) => At(logits, row, (int)logits.GetTensorTypeAndShape().Shape[1] - 1);

    /// <summary>Returns the logits at a position of a row; converted ones are valid until the next are read.</summary>
    public ReadOnlySpan<float> At(OrtValue logits, int row, int position)
    {
        var tensor = logits.GetTensorTypeAndShape();
        var width = (int)tensor.Shape[2];
        var start = (int)((row * tensor.Shape[1]) + position) * width;
        if (tensor.ElementDataType == TensorElementType.Float)
        {
            return logits.GetTensorDataAsSpan<float>().Slice(start, width);
        }

        _widened = _widened.Length == width ? _widened : new float[width];
        var halves = MemoryMarshal.Cast<byte, Half>(logits.GetTensorMutableRawData()).Slice(start, width);
        TensorPrimitives.ConvertToSingle(halves, _widened);
        return _widened;
    }
}
