using CLiKA.OnnxRuntime.Batches;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Runs batches of rows after one shared prefix.</summary>
internal interface IBatchRunner : IDisposable
{
    /// <summary>Runs one batch.</summary>
    /// <param name="batch">
    /// The rows, each beginning with the prefix: one by one, or all rows of each prompt together where the graph shares prompts.
    /// </param>
    /// <param name="use">Is given each row, the index of one of its targets, and the logits at its position.</param>
    void Run(Row[][] batch, Action<Row, int, ReadOnlySpan<float>> use);

    /// <summary>Reads rows that are to be continued.</summary>
    /// <param name="rows">
    /// The rows' tokens, each beginning with the prefix and all of one length; one row alone where the graph continues no batches.
    /// </param>
    /// <returns>The rows, to be disposed of before this.</returns>
    IDecoding Continue(IReadOnlyList<int[]> rows);
}
