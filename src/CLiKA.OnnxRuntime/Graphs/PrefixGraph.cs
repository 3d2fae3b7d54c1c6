using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>
/// A graph in CLiKA's own format: the KV cache of the shared prefix is an input with batch size 1, and logits are computed only at requested
/// positions.
/// </summary>
internal sealed record PrefixGraph : IDecoderGraph
{
    private PrefixGraph(OpenSession open, int layers, int[] cache)
    {
        (Open, ContinuesBatches) = (open, cache[0] != 1);

        // On the CPU an answer does not depend on its batch, as tests confirm; this has not been observed on other devices.
        Tolerance = open.DeviceClass == "cpu" ? 0 : PlanProbe.ToleranceOf(open.Session);
        (Pasts, Presents) = (GraphNames.Pasts(layers), GraphNames.Presents(layers));
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

    public long CacheSize => Pasts.Sum(name => NoPast(name)[1] * NoPast(name)[3] * SignatureCheck.SizeOf(Session.InputMetadata[name]));

    public int LongestRow => int.MaxValue;

    public bool SharesPrompts => ContinuesBatches;

    /// <summary>Checks a loaded graph.</summary>
    /// <exception cref="InvalidInputException">The signature is wrong; the message lists missing and unexpected inputs and outputs.</exception>
    public static PrefixGraph Read(string graphPath, OpenSession open, ModelConfiguration configuration)
    {
        var session = open.Session;
        var (pasts, presents) = (GraphNames.Pasts(configuration.Layers), GraphNames.Presents(configuration.Layers));
        var check = new SignatureCheck(graphPath, session);
        check.Inputs([GraphNames.InputIds, GraphNames.LogitPositions], 2, typeof(long));
        check.Inputs(pasts, 4, typeof(float), typeof(Float16));
        check.Outputs([GraphNames.Logits], 3, typeof(float));
        check.Outputs(presents, 4, typeof(float), typeof(Float16));
        check.NoOtherInputs([GraphNames.InputIds, GraphNames.LogitPositions, .. pasts]);
        check.ThrowIfWrong();

        var width = session.OutputMetadata[GraphNames.Logits].Dimensions[2];
        var caches = pasts.Select(name => (Name: name, Shape: session.InputMetadata[name].Dimensions)).ToList();
        if (width != configuration.VocabularySize)
        {
            check.Add($"logits of width {width}; expected the configuration's vocabulary of {configuration.VocabularySize}");
        }
        else if (caches.Find(cache => cache.Shape is not [<= 1, >= 1, _, >= 1]) is { Name: { } name, Shape: var shape })
        {
            check.Add($"{name} of shape [{string.Join(", ", shape)}]; expected [rows, heads, past, head size]");
        }

        check.ThrowIfWrong();
        return new(open, configuration.Layers, caches[0].Shape);
    }

    // Products with matrices that are inputs of a run are tiled by the number of rows and, if large, of threads, which changes the last bits.
    public IDecoderGraph With(AppliedAdapter adapter) => adapter.Session is { } own
        ? this with { Adapter = adapter, Open = own }
        : this with { Adapter = adapter, Tolerance = PlanProbe.ToleranceOf(Session) };

    /// <summary>Returns the shape of an empty KV cache input. The head size of values may differ from that of keys.</summary>
    public long[] NoPast(string name)
    {
        var shape = Session.InputMetadata[name].Dimensions;
        return [1, shape[1], 0, shape[3]];
    }

    public IBatchRunner Begin(ReadOnlySpan<int> prefix) => new PrefixGraphRunner(this, prefix);
}
