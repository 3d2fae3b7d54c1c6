using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Batches;

/// <summary>A real graph that counts the tokens that it computes.</summary>
internal sealed class ReadTokens(IDecoderGraph graph) : PassedOnGraph(graph)
{
    /// <summary>Number of tokens computed after the shared prefix, without padding.</summary>
    public int Tokens { get; set; }

    /// <summary>Number of rows in each group.</summary>
    public List<int> Groups { get; } = [];

    public override IDecoderGraph With(AppliedAdapter adapter) => new ReadTokens(Graph.With(adapter));

    public override IBatchRunner Begin(ReadOnlySpan<int> prefix) => new Runner(this, Graph.Begin(prefix), prefix.Length);

    private sealed class Runner(ReadTokens graph, IBatchRunner runner, int prefix) : IBatchRunner
    {
        public void Run(Row[][] batch, Action<Row, int, ReadOnlySpan<float>> use)
        {
            foreach (var group in batch)
            {
                var beginning = Math.Max(prefix, group[0].Beginning);
                graph.Tokens += beginning - prefix + group.Sum(row => row.Tokens.Length - beginning);
                graph.Groups.Add(group.Length);
            }

            runner.Run(batch, use);
        }

        public IDecoding Continue(IReadOnlyList<int[]> rows) => runner.Continue(rows);

        public void Dispose() => runner.Dispose();
    }
}
