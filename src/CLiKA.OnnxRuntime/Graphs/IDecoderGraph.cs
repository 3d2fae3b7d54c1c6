using CLiKA.OnnxRuntime.Adapters;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>A loaded graph, and the way in which it is asked.</summary>
internal interface IDecoderGraph
{
    /// <summary>The way.</summary>
    RunPlan Plan { get; }

    /// <summary>Whether logits are made at every position, and not only where they are wanted.</summary>
    bool MakesAllLogits { get; }

    /// <summary>Whether several rows can be continued token by token at a time.</summary>
    bool ContinuesBatches { get; }

    /// <summary>Whether a prompt can be read once for all of its rows.</summary>
    bool SharesPrompts { get; }

    /// <summary>Bytes of the keys and values of one token of a row; 0 where the graph keeps none.</summary>
    long CacheSize { get; }

    /// <summary>Most tokens of a row behind the shared beginning: of more than 2 GiB of logits .NET is shown none.</summary>
    int LongestRow { get; }

    /// <summary>Whether logits, keys or values have 16 bits, which end at 65,504.</summary>
    bool HasHalves { get; }

    /// <summary>By how much a log-probability may differ when other rows run beside its own.</summary>
    double Tolerance { get; }

    /// <summary>The same graph, asked with an adapter that was read for it.</summary>
    IDecoderGraph With(AppliedAdapter adapter);

    /// <summary>Begins to run rows that share a prefix.</summary>
    /// <param name="prefix">The tokens that all rows begin with; none where <see cref="Plan"/> does not reuse them.</param>
    IBatchRunner Begin(ReadOnlySpan<int> prefix);
}
