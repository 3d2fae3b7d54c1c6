using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Decodes rows of a graph without a KV cache: the whole row is read again for every token.</summary>
internal sealed class WholeDecoding : IDecoding
{
    private readonly Func<int[][], IDisposableReadOnlyCollection<OrtValue>> _run;
    private readonly LogitRows _logits = new();
    private int[][] _rows;
    private IDisposableReadOnlyCollection<OrtValue> _outputs;

    /// <summary>Reads the rows.</summary>
    /// <param name="run">Runs the graph on rows of one length, and returns their logits.</param>
    /// <param name="rows">Tokens of each row.</param>
    public WholeDecoding(Func<int[][], IDisposableReadOnlyCollection<OrtValue>> run, int[][] rows) =>
        (_run, _rows, _outputs) = (run, rows, run(rows));

    /// <inheritdoc/>
    public ReadOnlySpan<float> LogitsOf(int row) => _logits.Last(_outputs[0], row);

    /// <inheritdoc/>
    public void Append(IReadOnlyList<int> tokens)
    {
        _rows = [.. _rows.Zip(tokens, (row, token) => (int[])[.. row, token])];
        _outputs.Dispose();
        _outputs = _run(_rows);
    }

    /// <inheritdoc/>
    public void Dispose() => _outputs.Dispose();
}
