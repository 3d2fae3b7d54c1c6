using CLiKA.OnnxRuntime.Batches;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Runs batches on an <see cref="ExportedGraph"/>, with the KV cache of the prefix repeated for every row.</summary>
internal sealed class ExportedGraphRunner : IBatchRunner
{
    private readonly ExportedGraph _graph;
    private readonly LogitRows _logits = new();
    private readonly GraphBinding _binding;
    private readonly int _prefixLength;
    private readonly (byte[] Values, int Length)[] _prefix;
    private List<OrtValue> _past = [];
    private int _pastRows;

    public ExportedGraphRunner(ExportedGraph graph, ReadOnlySpan<int> prefix)
    {
        (_graph, _binding) = (graph, new(graph.Open, graph.Pasts, graph.Adapter));
        _prefix = [.. graph.Caches.Select(cache => (Array.Empty<byte>(), cache.Length))];
        if (prefix.Length == 0)
        {
            return;
        }

        try
        {
            // Read back to the host, to be repeated for every row.
            using var presents = Run([prefix.ToArray()], prefix.Length, PastOf(1), 0, graph.Presents, stay: false);
            _prefix = [.. presents.Select(
                present => (present.GetTensorMutableRawData().ToArray(), (int)present.GetTensorTypeAndShape().Shape[2]))];
            _prefixLength = prefix.Length;
            DisposePast();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Run(Row[][] batch, Action<Row, int, ReadOnlySpan<float>> use)
    {
        var rows = batch.Select(group => group.Single()).ToArray();
        var length = Math.Max(BatchPlan.MinimumLength, rows.Max(row => row.Tokens.Length) - _prefixLength);
        using var outputs = Run(
            [.. rows.Select(row => row.Tokens[_prefixLength..])], length, PastOf(rows.Length), _prefixLength, [GraphNames.Logits]);
        (int Row, int Target)[] places = [.. rows.Index().SelectMany(pair => Enumerable.Range(0, pair.Item.Targets.Length).Select(target => (pair.Index, target)))];
        _logits.ForEach(
            outputs[0],
            [.. places.Select(place => (place.Row, rows[place.Row].FirstPosition - _prefixLength + place.Target))],
            _graph.Open.Threads,
            (index, logits) => use(rows[places[index].Row], places[index].Target, logits));
    }

    public void Dispose()
    {
        _binding.Dispose();
        DisposePast();
    }

    // Without a KV cache that is present and correct, every row is read whole.
    public IDecoding Continue(IReadOnlyList<int[]> rows)
    {
        if (!_graph.Plan.ReusesPrefix)
        {
            return new WholeDecoding(whole => Run(whole, whole[0].Length, PastOf(whole.Length), 0, [GraphNames.Logits]), [.. rows]);
        }

        string[] outputs = [GraphNames.Logits, .. _graph.Presents];
        return new CachedDecoding(
            (tokens, past, pastLength) => Run(tokens, tokens[0].Length, past, pastLength, outputs),
            [.. rows.Select(row => row[_prefixLength..])],
            PastOf(rows.Count),
            _prefixLength);
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(
        int[][] rows, int length, IReadOnlyList<OrtValue> past, int pastLength, IReadOnlyCollection<string> outputs, bool stay = true)
    {
        var inputs = new Dictionary<string, OrtValue> { [GraphNames.InputIds] = Padding.TensorOf(rows, length) };
        try
        {
            if (_graph.Takes(GraphNames.AttentionMask))
            {
                var seen = rows.Select(row => Enumerable.Repeat(1, pastLength + row.Length).ToArray()).ToArray();
                inputs[GraphNames.AttentionMask] = Padding.TensorOf(seen, pastLength + length);
            }

            if (_graph.Takes(GraphNames.PositionIds))
            {
                var positions = Enumerable.Range(pastLength, length).ToArray();
                inputs[GraphNames.PositionIds] = Padding.TensorOf([.. rows.Select(_ => positions)], length);
            }

            if (_graph.Takes(GraphNames.UseCacheBranch))
            {
                inputs[GraphNames.UseCacheBranch] = OrtValue.CreateTensorValueFromMemory<bool>([pastLength > 0], [1]);
            }

            return _binding.Run(
                past, inputs.Select(input => (input.Key, input.Value)), outputs.Select(name => (name, stay && name != GraphNames.Logits)));
        }
        finally
        {
            foreach (var input in inputs.Values)
            {
                input.Dispose();
            }
        }
    }

    // The KV cache of the prefix, repeated for every row. Batches of equal size follow each other, so that it is rarely rebuilt.
    private List<OrtValue> PastOf(int rows)
    {
        if (_pastRows == rows)
        {
            return _past;
        }

        DisposePast();
        for (var index = 0; index < _prefix.Length; index++)
        {
            _past.Add(Repeated(index, rows));
        }

        _pastRows = rows;
        return _past;
    }

    private OrtValue Repeated(int past, int rows)
    {
        var ((heads, size, _), (values, length)) = (_graph.Caches[past], _prefix[past]);
        var repeated = OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance,
            _graph.Session.InputMetadata[_graph.Pasts[past]].ElementDataType,
            [rows, heads, length, size]);
        var data = repeated.GetTensorMutableRawData();
        data.Clear();
        for (var row = 0; row < rows && values.Length > 0; row++)
        {
            values.CopyTo(data[(row * values.Length)..]);
        }

        return repeated;
    }

    private void DisposePast()
    {
        _past.ForEach(value => value.Dispose());
        (_past, _pastRows) = ([], 0);
    }
}
