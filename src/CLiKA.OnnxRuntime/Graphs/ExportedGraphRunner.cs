using System.Runtime.InteropServices;
using CLiKA.OnnxRuntime.Batches;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Runs batches on an <see cref="ExportedGraph"/>; the keys and values of the prefix are repeated for every row.</summary>
internal sealed class ExportedGraphRunner : IBatchRunner
{
    private readonly ExportedGraph _graph;
    private readonly RunOptions _options = new();
    private readonly int _prefixLength;
    private readonly byte[][] _prefix;
    private OrtValue[] _past = [];
    private int _pastRows;

    public ExportedGraphRunner(ExportedGraph graph, ReadOnlySpan<int> prefix)
    {
        (_graph, _prefix) = (graph, [.. graph.Pasts.Select(_ => Array.Empty<byte>())]);
        if (prefix.Length > 0)
        {
            using var presents = Run([prefix.ToArray()], prefix.Length, graph.Presents);
            _prefix = [.. presents.Select(present => present.GetTensorMutableRawData().ToArray())];
            _prefixLength = prefix.Length;
            Forget();
        }
    }

    /// <inheritdoc/>
    public void Run(Row[] rows, Action<Row, int, ReadOnlySpan<float>> use)
    {
        var length = Math.Max(BatchPlan.MinimumLength, rows.Max(row => row.Tokens.Length) - _prefixLength);
        using var outputs = Run([.. rows.Select(row => row.Tokens[_prefixLength..])], length, [GraphNames.Logits]);
        var width = (int)outputs[0].GetTensorTypeAndShape().Shape[2];
        var widened = new float[width];
        for (var row = 0; row < rows.Length; row++)
        {
            for (var target = 0; target < rows[row].Targets.Length; target++)
            {
                var position = (row * length) + rows[row].FirstPosition - _prefixLength + target;
                use(rows[row], target, LogitsAt(outputs[0], position * width, widened));
            }
        }
    }

    public void Dispose()
    {
        Forget();
        _options.Dispose();
    }

    private static ReadOnlySpan<float> LogitsAt(OrtValue logits, int start, float[] widened)
    {
        if (logits.GetTensorTypeAndShape().ElementDataType == TensorElementType.Float)
        {
            return logits.GetTensorDataAsSpan<float>().Slice(start, widened.Length);
        }

        var halves = MemoryMarshal.Cast<byte, Half>(logits.GetTensorMutableRawData()).Slice(start, widened.Length);
        for (var index = 0; index < widened.Length; index++)
        {
            widened[index] = (float)halves[index];
        }

        return widened;
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(int[][] rows, int length, IReadOnlyCollection<string> outputs)
    {
        var inputs = new Dictionary<string, OrtValue> { [GraphNames.InputIds] = Padding.TensorOf(rows, length) };
        try
        {
            if (_graph.Takes(GraphNames.AttentionMask))
            {
                var seen = rows.Select(row => Enumerable.Repeat(1, _prefixLength + row.Length).ToArray()).ToArray();
                inputs[GraphNames.AttentionMask] = Padding.TensorOf(seen, _prefixLength + length);
            }

            if (_graph.Takes(GraphNames.PositionIds))
            {
                var positions = Enumerable.Range(_prefixLength, length).ToArray();
                inputs[GraphNames.PositionIds] = Padding.TensorOf([.. rows.Select(_ => positions)], length);
            }

            if (_graph.Takes(GraphNames.UseCacheBranch))
            {
                inputs[GraphNames.UseCacheBranch] = OrtValue.CreateTensorValueFromMemory<bool>([_prefixLength > 0], [1]);
            }

            Remember(rows.Length);
            return _graph.Session.Run(
                _options, [.. inputs.Keys, .. _graph.Pasts], [.. inputs.Values, .. _past], outputs);
        }
        finally
        {
            foreach (var input in inputs.Values)
            {
                input.Dispose();
            }
        }
    }

    // The prefix's keys and values, once for every row. Batches of one size follow each other, so that they are rarely made anew.
    private void Remember(int rows)
    {
        if (_pastRows == rows)
        {
            return;
        }

        Forget();
        long[] shape = [rows, _graph.KeyValueHeads, _prefixLength, _graph.HeadSize];
        _past = [.. _prefix.Select((values, index) =>
        {
            var repeated = OrtValue.CreateAllocatedTensorValue(
                OrtAllocator.DefaultInstance, _graph.Session.InputMetadata[_graph.Pasts[index]].ElementDataType, shape);
            for (var row = 0; row < rows && values.Length > 0; row++)
            {
                values.CopyTo(repeated.GetTensorMutableRawData()[(row * values.Length)..]);
            }

            return repeated;
        })];
        _pastRows = rows;
    }

    private void Forget()
    {
        Array.ForEach(_past, value => value.Dispose());
        (_past, _pastRows) = ([], 0);
    }
}
