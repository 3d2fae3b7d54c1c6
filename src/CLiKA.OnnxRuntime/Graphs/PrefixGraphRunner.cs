using CLiKA.OnnxRuntime.Batches;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Runs batches on a <see cref="PrefixGraph"/>, and keeps the KV cache of the prefix, or the states after it.</summary>
internal sealed class PrefixGraphRunner : IBatchRunner
{
    private readonly PrefixGraph _graph;
    private readonly LogitRows _logits = new();
    private readonly GraphBinding _binding;
    private readonly IReadOnlyList<OrtValue> _past;
    private readonly int _prefixLength;

    public PrefixGraphRunner(PrefixGraph graph, ReadOnlySpan<int> prefix)
    {
        (_graph, _prefixLength, _binding) = (graph, prefix.Length, new(graph.Open, graph.Pasts, graph.Adapter));
        _past = [.. graph.Pasts.Select(NoPast)];
        if (prefix.Length == 0)
        {
            return;
        }

        try
        {
            var presents = Run(Padding.TensorOf([prefix.ToArray()], prefix.Length), Padding.TensorOf([[0]], 1), _past, graph.Presents);
            Release(_past);
            _past = presents;
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
        if (batch[0][0].Beginning == 0)
        {
            RunBehind([.. batch.Select(group => group.Single())], _past, use);
            return;
        }

        var prompts = batch.Select(group => group[0].Tokens[_prefixLength..group[0].Beginning]).ToArray();
        using var read = Step(prompts, _past, _prefixLength);
        int[] asked = [.. batch.Index().Where(pair => pair.Item[0].FirstPosition < pair.Item[0].Beginning).Select(pair => pair.Index)];
        var last = (int)read[0].GetTensorTypeAndShape().Shape[1] - 1;
        _logits.ForEach(
            read[0], [.. asked.Select(index => (index, last))], _graph.Open.Threads, (place, logits) => use(batch[asked[place]][0], 0, logits));

        // One row of each group at a time, so that the KV cache of the stems is used as it was computed, in the order of the groups.
        OrtValue[] past = [.. read.Skip(1)];
        for (var option = 0; option < batch.Max(group => group.Length); option++)
        {
            RunBehind([.. batch.Select(group => option < group.Length ? group[option] : null)], past, use);
        }
    }

    /// <inheritdoc/>
    public IDecoding Continue(IReadOnlyList<int[]> rows) =>
        new CachedDecoding(Step, [.. rows.Select(row => row[_prefixLength..])], _past, _prefixLength);

    public void Dispose()
    {
        _binding.Dispose();
        Release(_past);
    }

    // States are zero before the first token.
    private OrtValue NoPast(string name)
    {
        var value = OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance, _graph.Session.InputMetadata[name].ElementDataType, _graph.NoPast(name));
        value.GetTensorMutableRawData().Clear();
        return value;
    }

    private static void Release(IEnumerable<OrtValue> values)
    {
        foreach (var value in values)
        {
            value.Dispose();
        }
    }

    // The logits of all rows are one matrix product; a single position alone would be computed by another kernel.
    private static int LeastPositions(int rows) => rows < BatchPlan.MinimumLength ? BatchPlan.MinimumLength : 1;

    private static OrtValue PositionsOf(int[][] rows) =>
        Padding.TensorOf(rows, Math.Max(LeastPositions(rows.Length), rows.Max(row => row.Length)));

    // Runs the rest of the rows after the prefix or, if stems were read, after these.
    private void RunBehind(Row?[] rows, IReadOnlyList<OrtValue> past, Action<Row, int, ReadOnlySpan<float>> use)
    {
        var starts = rows.Select(row => Math.Max(_prefixLength, row?.Beginning ?? 0)).ToArray();
        var tails = rows.Zip(starts, (row, start) => row?.Tokens[start..] ?? []).ToArray();
        if (Array.TrueForAll(tails, tail => tail.Length == 0))
        {
            return;
        }

        // The first target of a prompt's first row lies before its tail, and has been used already.
        var wanted = rows.Zip(starts, (row, start) => row is null
            ? []
            : Enumerable.Range(row.FirstPosition - start, row.Targets.Length).Where(position => position >= 0).ToArray()).ToArray();
        using var outputs = Run(
            Padding.TensorOf(tails, Math.Max(BatchPlan.MinimumLength, tails.Max(tail => tail.Length))),
            PositionsOf(wanted),
            past,
            [GraphNames.Logits]);
        (int Row, int Position)[] places = [.. wanted.Index().SelectMany(pair => Enumerable.Range(0, pair.Item.Length).Select(position => (pair.Index, position)))];
        _logits.ForEach(outputs[0], places, _graph.Open.Threads, (index, logits) =>
        {
            var (place, position) = places[index];
            var row = rows[place]!;
            use(row, row.Targets.Length - wanted[place].Length + position, logits);
        });
    }

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
            return _binding.Run(
                past,
                [(GraphNames.InputIds, inputIds), (GraphNames.LogitPositions, positions)],
                outputs.Select(name => (name, name != GraphNames.Logits)));
        }
    }
}
