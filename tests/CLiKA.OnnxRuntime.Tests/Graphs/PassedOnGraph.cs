using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Forwards everything to another graph; base of graphs that change how it runs.</summary>
internal abstract class PassedOnGraph(IDecoderGraph graph) : IDecoderGraph
{
    /// <summary>The other graph.</summary>
    protected IDecoderGraph Graph { get; } = graph;

    public RunPlan Plan => Graph.Plan;

    public bool MakesAllLogits => Graph.MakesAllLogits;

    public virtual long StateSize => Graph.StateSize;

    public bool ContinuesBatches => Graph.ContinuesBatches;

    public bool SharesPrompts => Graph.SharesPrompts;

    public virtual BatchLimits Limits => Graph.Limits;

    public virtual long CacheSize => Graph.CacheSize;

    public virtual int LongestRow => Graph.LongestRow;

    public bool HasHalves => Graph.HasHalves;

    public double Tolerance => Graph.Tolerance;

    public abstract IDecoderGraph With(AppliedAdapter adapter);

    public abstract IBatchRunner Begin(ReadOnlySpan<int> prefix);
}
