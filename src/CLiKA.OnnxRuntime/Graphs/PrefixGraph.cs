using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>
/// A graph in CLiKA's own format: the KV cache of the shared prefix, or the states of layers that have these instead, are inputs with batch size 1, and
/// logits are computed only at requested positions.
/// </summary>
internal sealed record PrefixGraph : IDecoderGraph
{
    private PrefixGraph(OpenSession open, string[] pasts, string[] presents)
    {
        (Open, ContinuesBatches) = (open, open.Session.InputMetadata[pasts[0]].Dimensions[0] != 1);

        // On the CPU an answer does not depend on its batch, as tests confirm; this has not been observed on other devices.
        Tolerance = open.DeviceClass == "cpu" ? 0 : PlanProbe.ToleranceOf(open.Session);
        (Pasts, Presents) = (pasts, presents);
        CacheSize = pasts.Where(name => !GraphNames.IsState(name))
            .Sum(name => NoPast(name)[1] * NoPast(name)[3] * SignatureCheck.SizeOf(Session.InputMetadata[name]));
        StateSize = pasts.Where(GraphNames.IsState).Sum(name => NoPast(name).Aggregate((size, next) => size * next) * sizeof(float));
    }

    public OpenSession Open { get; private init; }

    public InferenceSession Session => Open.Session;

    public string[] Pasts { get; }

    public string[] Presents { get; }

    public bool ContinuesBatches { get; }

    /// <summary>The adapter applied to the graph; null where there is none.</summary>
    public AppliedAdapter? Adapter { get; private init; }

    public RunPlan Plan { get; } = new(ReusesPrefix: true, Batches: true, Why: string.Empty);

    public bool HasHalves => PlanProbe.HasHalves(Session);

    public double Tolerance { get; private init; }

    public bool MakesAllLogits => false;

    /// <inheritdoc/>
    public BatchLimits Limits => BatchLimits.Of(Open.DeviceClass);

    public long CacheSize { get; }

    public long StateSize { get; }

    public int LongestRow => int.MaxValue;

    public bool SharesPrompts => ContinuesBatches;

    /// <summary>Checks a loaded graph.</summary>
    /// <exception cref="InvalidInputException">The signature is wrong; the message lists missing and unexpected inputs and outputs.</exception>
    public static PrefixGraph Read(string graphPath, OpenSession open, ModelConfiguration configuration)
    {
        var session = open.Session;
        var (pasts, presents) = GraphNames.Carried(configuration.Layers, session.InputMetadata.Keys);
        var check = new SignatureCheck(graphPath, session);
        check.Inputs([GraphNames.InputIds, GraphNames.LogitPositions], 2, typeof(long));
        check.Outputs([GraphNames.Logits], 3, typeof(float));
        foreach (var (past, present) in pasts.Zip(presents))
        {
            Type[] types = GraphNames.IsState(past) ? [typeof(float)] : [typeof(float), typeof(Float16)];
            var rank = GraphNames.RankOf(past);
            check.Inputs([past], rank, types);
            check.Outputs([present], rank, types);
        }

        check.NoOtherInputs([GraphNames.InputIds, GraphNames.LogitPositions, .. pasts]);
        check.ThrowIfWrong();

        var width = session.OutputMetadata[GraphNames.Logits].Dimensions[2];
        var caches = pasts.Select(name => (Name: name, Shape: session.InputMetadata[name].Dimensions)).ToList();
        if (width != configuration.VocabularySize)
        {
            check.Add($"logits of width {width}; expected the configuration's vocabulary of {configuration.VocabularySize}");
        }
        else if (caches.Find(cache => !HasShape(cache.Name, cache.Shape)) is { Name: { } name, Shape: var shape })
        {
            var expected = GraphNames.IsState(name) ? "a number of rows and fixed sizes" : "[rows, heads, past, head size]";
            check.Add($"{name} of shape [{string.Join(", ", shape)}]; expected {expected}");
        }

        check.ThrowIfWrong();
        return new(open, pasts, presents);
    }

    // Products with matrices that are inputs of a run are tiled by the number of rows and, if large, of threads, which changes the last bits.
    public IDecoderGraph With(AppliedAdapter adapter) => adapter.Session is { } own
        ? this with { Adapter = adapter, Open = own }
        : this with { Adapter = adapter, Tolerance = PlanProbe.ToleranceOf(Session) };

    /// <summary>
    /// Returns the shape of an input before the first token: an empty KV cache, whose head size may differ between keys and values, or a state.
    /// </summary>
    public long[] NoPast(string name)
    {
        var shape = Session.InputMetadata[name].Dimensions;
        return GraphNames.IsState(name) ? [1, .. shape[1..].Select(size => (long)size)] : [1, shape[1], 0, shape[3]];
    }

    private static bool HasShape(string name, int[] shape) =>
        GraphNames.IsState(name) ? shape[0] <= 1 && shape[1..].All(size => size >= 1) : shape is [<= 1, >= 1, _, >= 1];

    public IBatchRunner Begin(ReadOnlySpan<int> prefix) => new PrefixGraphRunner(this, prefix);
}
