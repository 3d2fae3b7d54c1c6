using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Reads logits of shape [rows, positions, vocabulary], in 32 bits or in 16 bits, which are converted.</summary>
internal sealed class LogitRows
{
    // So many logits take a few milliseconds on one thread, during which a GPU has nothing to do.
    private const long Many = 1L << 20;

    private float[] _widened = [];

    /// <summary>Passes on the logits at several places, several at the same time where there are many.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="places">The places: rows, and positions in them.</param>
    /// <param name="threads">Maximum number of threads.</param>
    /// <param name="use">Receives the index of each place and its logits, in any order.</param>
    public void ForEach(OrtValue logits, IReadOnlyList<(int Row, int Position)> places, int threads, Action<int, ReadOnlySpan<float>> use)
    {
        if (threads > 1 && places.Count * logits.GetTensorTypeAndShape().Shape[2] >= Many)
        {
            try
            {
                Parallel.For(0, places.Count, new() { MaxDegreeOfParallelism = threads }, () => new LogitRows(), Take, _ => { });
                return;
            }
            catch (AggregateException)
            {
                // Below, the first place that fails does, not whichever was first here.
            }
        }

        for (var index = 0; index < places.Count; index++)
        {
            Take(index, null, this);
        }

        LogitRows Take(int index, ParallelLoopState? state, LogitRows reader)
        {
            use(index, reader.At(logits, places[index].Row, places[index].Position));
            return reader;
        }
    }

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
