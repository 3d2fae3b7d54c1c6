using CLiKA.OnnxRuntime.Batches;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Runs batches on a <see cref="PrefixGraph"/>, and keeps the keys and values of the prefix.</summary>
internal sealed class PrefixGraphRunner : IBatchRunner
{
    private readonly PrefixGraph _graph;
    private readonly RunOptions _options = new();
    private readonly LogitRows _logits = new();
    private readonly IReadOnlyList<OrtValue> _past;
    private readonly IDisposable? _prefixOutputs;
    private readonly int _prefixLength;

    public PrefixGraphRunner(PrefixGraph graph, ReadOnlySpan<int> prefix)
    {
        (_graph, _prefixLength) = (graph, prefix.Length);
        long[] noPast = [1, graph.KeyValueHeads, 0, graph.HeadSize];
        _past =
        [
            .. graph.Pasts.Select(name => OrtValue.CreateAllocatedTensorValue(
                OrtAllocator.DefaultInstance, graph.Session.InputMetadata[name].ElementDataType, noPast)),
        ];
        if (prefix.Length > 0)
        {
            var presents = Run(Padding.TensorOf([prefix.ToArray()], prefix.Length), Padding.TensorOf([[0]], 1), _past, graph.Presents);
            Release(_past);
            (_past, _prefixOutputs) = (presents, presents);
        }
    }

    /// <inheritdoc/>
    public void Run(Row[] rows, Action<Row, int, ReadOnlySpan<float>> use)
    {
        var length = Math.Max(BatchPlan.MinimumLength, rows.Max(row => row.Tokens.Length) - _prefixLength);
        var positions = Math.Max(BatchPlan.MinimumLength, rows.Max(row => row.Targets.Length));
        using var outputs = Run(
            Padding.TensorOf([.. rows.Select(row => row.Tokens[_prefixLength..])], length),
            Padding.TensorOf([.. rows.Select(PositionsOf)], positions),
            _past,
            [GraphNames.Logits]);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var target = 0; target < rows[row].Targets.Length; target++)
            {
                use(rows[row], target, _logits.At(outputs[0], row, target));
            }
        }
    }

    /// <inheritdoc/>
    public IDecoding Continue(IReadOnlyList<int[]> rows) =>
        new CachedDecoding(Step, [.. rows.Select(row => row[_prefixLength..])], _past, _prefixLength);

    public void Dispose()
    {
        if (_prefixOutputs is null)
        {
            Release(_past);
        }

        _prefixOutputs?.Dispose();
        _options.Dispose();
    }

    private static void Release(IEnumerable<OrtValue> values)
    {
        foreach (var value in values)
        {
            value.Dispose();
        }
    }

    private int[] PositionsOf(Row row) => [.. Enumerable.Range(row.FirstPosition - _prefixLength, row.Targets.Length)];

    // Logits of the last position, twice: a single one would be computed by another kernel.
    private IDisposableReadOnlyCollection<OrtValue> Step(int[][] rows, IReadOnlyList<OrtValue> past, int pastLength)
    {
        var last = rows[0].Length - 1;
        return Run(
            Padding.TensorOf(rows, rows[0].Length),
            Padding.TensorOf([.. rows.Select(_ => Enumerable.Repeat(last, BatchPlan.MinimumLength).ToArray())], BatchPlan.MinimumLength),
            past,
            [GraphNames.Logits, .. _graph.Presents]);
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(
        OrtValue inputIds, OrtValue positions, IReadOnlyList<OrtValue> past, IReadOnlyCollection<string> outputs)
    {
        using (inputIds)
        using (positions)
        {
            return _graph.Memory.Run(
                _options,
                [
                    (GraphNames.InputIds, inputIds),
                    (GraphNames.LogitPositions, positions),
                    .. _graph.Pasts.Zip(past),
                    .. _graph.Adapter?.Inputs ?? [],
                ],
                outputs.Select(name => (name, name != GraphNames.Logits)));
        }
    }
}
