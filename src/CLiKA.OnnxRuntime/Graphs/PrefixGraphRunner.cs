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
    public void Run(Row[][] batch, Action<Row, int, ReadOnlySpan<float>> use)
    {
        if (batch[0][0].Beginning == 0)
        {
            RunWhole([.. batch.Select(group => group.Single())], use);
            return;
        }

        var prompts = batch.Select(group => group[0].Tokens[_prefixLength..group[0].Beginning]).ToArray();
        using var read = Step(prompts, _past, _prefixLength);
        for (var prompt = 0; prompt < batch.Length; prompt++)
        {
            use(batch[prompt][0], 0, _logits.Last(read[0], prompt));
        }

        // One option of each prompt at a time: so their keys and values are as they were made, in the prompts' order.
        OrtValue[] past = [.. read.Skip(1)];
        for (var option = 0; option < batch.Max(group => group.Length); option++)
        {
            RunTails([.. batch.Select(group => option < group.Length ? group[option] : null)], past, use);
        }
    }

    private void RunTails(Row?[] rows, OrtValue[] past, Action<Row, int, ReadOnlySpan<float>> use)
    {
        var tails = rows.Select(row => row is null ? [] : row.Tokens[row.Beginning..]).ToArray();
        if (Array.TrueForAll(tails, tail => tail.Length == 0))
        {
            return;
        }

        // The first row's first target is the prompt's own.
        var first = rows.Select(row => row is null ? 0 : Math.Max(0, row.FirstPosition - row.Beginning)).ToArray();
        var wanted = tails.Select((tail, index) => Enumerable.Range(first[index], tail.Length - first[index]).ToArray()).ToArray();
        using var outputs = Run(
            Padding.TensorOf(tails, Math.Max(BatchPlan.MinimumLength, tails.Max(tail => tail.Length))),
            PositionsOf(wanted),
            past,
            [GraphNames.Logits]);
        foreach (var (index, row) in rows.Index())
        {
            for (var position = 0; row is not null && position < wanted[index].Length; position++)
            {
                use(row, row.Targets.Length - wanted[index].Length + position, _logits.At(outputs[0], index, position));
            }
        }
    }

    private void RunWhole(Row[] rows, Action<Row, int, ReadOnlySpan<float>> use)
    {
        var length = Math.Max(BatchPlan.MinimumLength, rows.Max(row => row.Tokens.Length) - _prefixLength);
        using var outputs = Run(
            Padding.TensorOf([.. rows.Select(row => row.Tokens[_prefixLength..])], length),
            PositionsOf([.. rows.Select(row => Enumerable.Range(row.FirstPosition - _prefixLength, row.Targets.Length).ToArray())]),
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

    // The logits of all rows are one product; a single position alone would be computed by another kernel.
    private static int LeastPositions(int rows) => rows < BatchPlan.MinimumLength ? BatchPlan.MinimumLength : 1;

    private static OrtValue PositionsOf(int[][] rows) =>
        Padding.TensorOf(rows, Math.Max(LeastPositions(rows.Length), rows.Max(row => row.Length)));

    private IDisposableReadOnlyCollection<OrtValue> Step(int[][] rows, IReadOnlyList<OrtValue> past, int pastLength)
    {
        var last = rows[0].Length - 1;
        return Run(
            Padding.TensorOf(rows, rows[0].Length),
            PositionsOf([.. rows.Select(_ => Enumerable.Repeat(last, LeastPositions(rows.Length)).ToArray())]),
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
