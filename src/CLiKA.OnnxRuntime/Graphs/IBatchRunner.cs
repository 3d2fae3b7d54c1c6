using CLiKA.OnnxRuntime.Batches;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Runs batches of rows after one shared prefix.</summary>
internal interface IBatchRunner : IDisposable
{
    /// <summary>Runs one batch.</summary>
    /// <param name="rows">The rows, each beginning with the prefix.</param>
    /// <param name="use">Is given each row, the index of one of its targets, and the logits at its position.</param>
    void Run(Row[] rows, Action<Row, int, ReadOnlySpan<float>> use);
}
