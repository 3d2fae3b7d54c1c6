using CLiKA.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Batches;

/// <summary>Runs batches of rows after one shared prefix, whose keys and values it keeps.</summary>
internal sealed class BatchRunner : IDisposable
{
    private readonly InferenceSession _session;
    private readonly GraphSignature _signature;
    private readonly RunOptions _options = new();
    private readonly IReadOnlyList<OrtValue> _past;
    private readonly IDisposable? _prefixOutputs;
    private readonly int _prefixLength;

    public BatchRunner(InferenceSession session, GraphSignature signature, ReadOnlySpan<int> prefix)
    {
        (_session, _signature, _prefixLength) = (session, signature, prefix.Length);
        long[] noPast = [1, signature.KeyValueHeads, 0, signature.HeadSize];
        _past = [.. signature.Pasts.Select(_ => OrtValue.CreateTensorValueFromMemory(Array.Empty<float>(), noPast))];
        if (prefix.Length > 0)
        {
            var presents = Run(TensorOf([prefix.ToArray()], prefix.Length), TensorOf([[0]], 1), signature.Presents);
            Release(_past);
            (_past, _prefixOutputs) = (presents, presents);
        }
    }

    /// <summary>Runs one batch.</summary>
    /// <param name="rows">The rows, each beginning with the prefix.</param>
    /// <param name="use">Is given each row, the index of one of its targets, and the logits at its position.</param>
    public void Run(Row[] rows, Action<Row, int, ReadOnlySpan<float>> use)
    {
        var length = Math.Max(BatchPlan.MinimumLength, rows.Max(row => row.Tokens.Length) - _prefixLength);
        var positions = Math.Max(BatchPlan.MinimumLength, rows.Max(row => row.Targets.Length));
        using var outputs = Run(
            TensorOf(rows.Select(row => row.Tokens[_prefixLength..]), length),
            TensorOf(rows.Select(PositionsOf), positions),
            [GraphSignature.Logits]);
        var logits = outputs[0].GetTensorDataAsSpan<float>();
        var width = logits.Length / (rows.Length * positions);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var target = 0; target < rows[row].Targets.Length; target++)
            {
                use(rows[row], target, logits.Slice(((row * positions) + target) * width, width));
            }
        }
    }

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

    // Rows side by side, padded on the right: what stands behind a token cannot change it.
    private static OrtValue TensorOf(IEnumerable<int[]> rows, int length)
    {
        var lists = rows.ToList();
        var padded = new long[lists.Count * length];
        foreach (var (index, list) in lists.Index())
        {
            for (var i = 0; i < list.Length; i++)
            {
                padded[(index * length) + i] = list[i];
            }
        }

        return OrtValue.CreateTensorValueFromMemory(padded, [lists.Count, length]);
    }

    private int[] PositionsOf(Row row) => [.. Enumerable.Range(row.FirstPosition - _prefixLength, row.Targets.Length)];

    private IDisposableReadOnlyCollection<OrtValue> Run(OrtValue inputIds, OrtValue positions, string[] outputs)
    {
        using (inputIds)
        using (positions)
        {
            return _session.Run(
                _options,
                [GraphSignature.InputIds, GraphSignature.LogitPositions, .. _signature.Pasts],
                [inputIds, positions, .. _past],
                outputs);
        }
    }
}
