using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Generation;

/// <summary>A real graph that records the logits after each text.</summary>
internal sealed class HeardGraph(IDecoderGraph graph) : PassedOnGraph(graph)
{
    /// <summary>The logits of the next token, by the tokens of a text.</summary>
    public Dictionary<string, float[]> Logits { get; } = [];

    public override IDecoderGraph With(AppliedAdapter adapter) => new HeardGraph(Graph.With(adapter));

    public override IBatchRunner Begin(ReadOnlySpan<int> prefix) => new Runner(Graph.Begin(prefix), Logits);

    private sealed class Runner(IBatchRunner runner, Dictionary<string, float[]> heard) : IBatchRunner
    {
        public void Run(Row[][] batch, Action<Row, int, ReadOnlySpan<float>> use) => runner.Run(batch, use);

        public IDecoding Continue(IReadOnlyList<int[]> rows) =>
            new Decoding(runner.Continue(rows), [.. rows.Select(row => row.ToList())], heard);

        public void Dispose() => runner.Dispose();
    }

    private sealed class Decoding(IDecoding decoding, List<int>[] rows, Dictionary<string, float[]> heard) : IDecoding
    {
        public ReadOnlySpan<float> LogitsOf(int row)
        {
            var logits = decoding.LogitsOf(row);
            heard[string.Join(' ', rows[row])] = logits.ToArray();
            return logits;
        }

        public void Append(IReadOnlyList<int> tokens)
        {
            foreach (var (row, token) in rows.Zip(tokens))
            {
                row.Add(token);
            }

            decoding.Append(tokens);
        }

        public void Dispose() => decoding.Dispose();
    }
}
