using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;

namespace CLiKA.Endpoint.Tests.Serving;

/// <summary>A local model that is run token by token, as servers do.</summary>
internal sealed class TokenModel : IDisposable
{
    private readonly Lock _lock = new();
    private readonly OpenSession _open;
    private readonly IDecoderGraph _graph;
    private readonly AppliedAdapter? _adapter;

    public TokenModel(string folder, string? adapter = null)
    {
        Folder = ModelFolder.Open(folder);
        _open = SessionOpener.Open(Folder.GraphPath, DeviceRequest.Cpu, threads: 1);
        _graph = GraphReader.Read(Folder.GraphPath, _open, Folder.Configuration);
        if (adapter is not null)
        {
            _adapter = AppliedAdapter.Read(adapter, Folder.GraphPath, _open);
            _graph = _graph.With(_adapter);
        }
    }

    public ModelFolder Folder { get; }

    /// <summary>Returns the log-probabilities of all next tokens.</summary>
    public double[] Next(IReadOnlyList<int> tokens)
    {
        var next = Array.Empty<double>();
        Run(tokens, positions: 1, (_, logits) =>
        {
            var denominator = LogSoftmax.Denominator(logits);
            next = new double[logits.Length];
            for (var token = 0; token < next.Length; token++)
            {
                next[token] = logits[token] - denominator;
            }
        });
        return next;
    }

    /// <summary>Returns the log-probabilities of the tokens, except for the first, which has no context.</summary>
    public double[] Own(IReadOnlyList<int> tokens)
    {
        var own = new double[tokens.Count - 1];
        Run([.. tokens.SkipLast(1)], own.Length, (position, logits) =>
            own[position] = logits[tokens[position + 1]] - LogSoftmax.Denominator(logits));
        return own;
    }

    /// <summary>The likeliest tokens, the likeliest first.</summary>
    public static IEnumerable<int> Likeliest(double[] next, int count) =>
        Enumerable.Range(0, next.Length).OrderByDescending(token => next[token]).Take(count);

    private void Run(IReadOnlyList<int> tokens, int positions, Action<int, ReadOnlySpan<float>> use)
    {
        var row = new Row(0, 0, [.. tokens], [.. Enumerable.Repeat<Target[]>([new(0, 0, 0)], positions)]);
        lock (_lock)
        {
            using var runner = _graph.Begin([]);
            runner.Run([[row]], (_, position, logits) => use(position, logits));
        }
    }

    public void Dispose()
    {
        _adapter?.Dispose();
        _open.Dispose();
    }
}
