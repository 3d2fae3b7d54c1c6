using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Continues rows of a graph that keeps no keys and values: every token reads the whole row again.</summary>
internal sealed class WholeDecoding : IDecoding
{
    private readonly Func<int[][], IDisposableReadOnlyCollection<OrtValue>> _run;
    private readonly LogitRows _logits = new();
    private int[][] _rows;
    private IDisposableReadOnlyCollection<OrtValue> _outputs;

    /// <summary>Reads the rows.</summary>
    /// <param name="run">Runs the graph on rows of one length, and gives their logits.</param>
    /// <param name="rows">What each row holds.</param>
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
