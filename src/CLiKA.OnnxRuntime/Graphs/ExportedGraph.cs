using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>
/// A graph in the format of exporters (Optimum, the onnxruntime-genai model builder): input ids, an attention mask, optional position ids and a
/// KV cache per row go in; logits at every position come out.
/// </summary>
internal sealed record ExportedGraph : IDecoderGraph
{
    private ExportedGraph(OpenSession open, string[] pasts, string[] presents, ModelConfiguration configuration)
    {
        (Open, Pasts, Presents) = (open, pasts, presents);

        // Keys and values may differ in head size. The model builder leaves the head size open, so that a graph also accepts a compressed cache.
        Caches = [.. pasts.Select((past, index) =>
        {
            var shape = Session.InputMetadata[past].Dimensions;
            return (shape[1], shape[3] < 0 ? configuration.HeadSize ?? shape[3] : shape[3], configuration.Window?.LengthAt(index / 2) ?? 0);
        })];
        CacheSize = pasts.Zip(Caches, (past, cache) => (long)cache.Heads * cache.Size * SignatureCheck.SizeOf(Session.InputMetadata[past])).Sum();
        var logits = Session.OutputMetadata[GraphNames.Logits];
        LongestRow = int.MaxValue / Math.Max(configuration.VocabularySize, logits.Dimensions[2]) / SignatureCheck.SizeOf(logits);
        Plan = new(ReusesPrefix: pasts.Length > 0, Batches: true, Why: pasts.Length > 0 ? string.Empty : "this graph takes no past");
    }

    public OpenSession Open { get; }

    public InferenceSession Session => Open.Session;

    public string[] Pasts { get; }

    public string[] Presents { get; }

    /// <summary>For each KV cache input: number of heads, head size, and length before the first token.</summary>
    public (int Heads, int Size, int Length)[] Caches { get; }

    public bool HasHalves => PlanProbe.HasHalves(Session);

    public double Tolerance => PlanProbe.ToleranceOf(Session);

    /// <summary>The adapter applied to the graph; null where there is none.</summary>
    public AppliedAdapter? Adapter { get; private init; }

    public RunPlan Plan { get; private init; }

    public bool MakesAllLogits => true;

    // The prefix is repeated on the host, whatever the device.
    public BatchLimits Limits => BatchLimits.Of(Open.DeviceClass) with { Cache = BatchLimits.Cpu.Cache };

    public long CacheSize { get; }

    public long StateSize => 0;

    public int LongestRow { get; }

    public bool SharesPrompts => false;

    public bool ContinuesBatches => Plan.Batches;

    public bool Takes(string input) => Session.InputMetadata.ContainsKey(input);

    /// <summary>Checks the signature of a loaded graph, and finds the fastest plan that gives correct logits.</summary>
    /// <exception cref="InvalidInputException">The signature is not supported, or the graph cannot be run; the message says why.</exception>
    public static ExportedGraph Read(string graphPath, OpenSession open, ModelConfiguration configuration)
    {
        var session = open.Session;
        string[] optional = [GraphNames.AttentionMask, GraphNames.PositionIds];
        var hasPast = session.InputMetadata.Keys.Any(name => name.StartsWith($"{GraphNames.Past}.", StringComparison.Ordinal));
        string[] pasts = hasPast ? GraphNames.Pasts(configuration.Layers) : [];
        string[] presents = hasPast ? GraphNames.Presents(configuration.Layers) : [];
        var check = new SignatureCheck(graphPath, session);
        check.Inputs([GraphNames.InputIds, .. optional.Where(session.InputMetadata.ContainsKey)], 2, typeof(long));
        check.Inputs(pasts, 4, typeof(float), typeof(Float16));
        check.Outputs([GraphNames.Logits], 3, typeof(float), typeof(Float16));
        check.Outputs(presents, 4, typeof(float), typeof(Float16));
        check.NoOtherInputs([GraphNames.InputIds, GraphNames.UseCacheBranch, .. optional, .. pasts]);
        check.ThrowIfWrong();
        var graph = new ExportedGraph(open, pasts, presents, configuration);
        foreach (var past in pasts.Where((_, index) => graph.Caches[index].Heads < 1 || graph.Caches[index].Size < 1))
        {
            var shape = string.Join(", ", session.InputMetadata[past].Dimensions);
            check.Add($"{past} has shape [{shape}], and neither it nor the configuration states the number of heads and their size");
        }

        if (session.OutputMetadata[GraphNames.Logits].Dimensions[1] == 1)
        {
            check.Add("logits for the last token only; build the graph without prune_lm_head");
        }

        check.ThrowIfWrong();
        return graph with { Plan = PlanProbe.Find(graphPath, graph, configuration.VocabularySize) };
    }

    public IDecoderGraph With(AppliedAdapter adapter) => this with { Adapter = adapter };

    public IBatchRunner Begin(ReadOnlySpan<int> prefix) => new ExportedGraphRunner(this, prefix);
}
