using CLiKA.OnnxRuntime.Batches;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Runs batches of rows that have a shared prefix.</summary>
internal interface IBatchRunner : IDisposable
{
    /// <summary>Runs one batch.</summary>
    /// <param name="batch">
    /// The rows, each beginning with the prefix: in groups of one or, where the graph shares prompts, of rows with the same
    /// <see cref="Row.Beginning"/>, which has one length in the whole batch.
    /// </param>
    /// <param name="use">
    /// Receives each row, the index of one of its targets, and the logits at that target's position; in any order and on several threads, and again after
    /// it has thrown.
    /// </param>
    void Run(Row[][] batch, Action<Row, int, ReadOnlySpan<float>> use);

    /// <summary>Starts decoding: reads rows that are to be continued.</summary>
    /// <param name="rows">
    /// Tokens of the rows, each beginning with the prefix and all of one length; a single row where the graph cannot decode batches.
    /// </param>
    /// <returns>The decoding, to be disposed of before this runner.</returns>
    IDecoding Continue(IReadOnlyList<int[]> rows);
}
