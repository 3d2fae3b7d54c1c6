using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Decodes rows with a KV cache, so that each token is read once.</summary>
internal sealed class CachedDecoding : IDecoding
{
    private readonly Step _step;
    private readonly LogitRows _logits = new();
    private IDisposableReadOnlyCollection<OrtValue> _outputs;
    private int _length;

    /// <summary>Reads the rows.</summary>
    /// <param name="step">Runs the graph.</param>
    /// <param name="rows">Tokens of each row after the prefix, all of one length.</param>
    /// <param name="past">KV cache of the prefix; empty caches where there is none.</param>
    /// <param name="prefixLength">Number of tokens in the prefix.</param>
    public CachedDecoding(Step step, int[][] rows, IReadOnlyList<OrtValue> past, int prefixLength)
    {
        _step = step;
        _outputs = step(rows, past, prefixLength);
        _length = prefixLength + rows[0].Length;
    }

    /// <summary>Runs the graph.</summary>
    /// <param name="rows">The new tokens of each row.</param>
    /// <param name="past">KV cache of the tokens before them.</param>
    /// <param name="pastLength">Number of tokens before them.</param>
    /// <returns>The logits, followed by the KV cache of all tokens so far.</returns>
    internal delegate IDisposableReadOnlyCollection<OrtValue> Step(int[][] rows, IReadOnlyList<OrtValue> past, int pastLength);

    /// <inheritdoc/>
    public ReadOnlySpan<float> LogitsOf(int row) => _logits.Last(_outputs[0], row);

    /// <inheritdoc/>
    public void Append(IReadOnlyList<int> tokens)
    {
        using var before = _outputs;
        _outputs = _step([.. tokens.Select(token => (int[])[token])], [.. before.Skip(1)], _length);
        _length++;
    }

    /// <inheritdoc/>
    public void Dispose() => _outputs.Dispose();
}
