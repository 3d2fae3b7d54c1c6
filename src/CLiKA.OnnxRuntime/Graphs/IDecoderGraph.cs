using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Batches;

namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>A loaded decoder graph and how it is run.</summary>
internal interface IDecoderGraph
{
    /// <summary>How the graph is run.</summary>
    RunPlan Plan { get; }

    /// <summary>Whether the graph computes logits at every position rather than only at those requested.</summary>
    bool MakesAllLogits { get; }

    /// <summary>Whether several rows can be decoded together, token by token.</summary>
    bool ContinuesBatches { get; }

    /// <summary>Whether what several rows begin with, such as the prompt of several options, can be read once for all of them.</summary>
    bool SharesPrompts { get; }

    /// <summary>How large its batches may be.</summary>
    BatchLimits Limits { get; }

    /// <summary>Size of the KV cache in bytes per token of a row; 0 where the graph has none.</summary>
    long CacheSize { get; }

    /// <summary>Size in bytes of a row's states, which do not grow with its tokens; 0 where the graph has none.</summary>
    long StateSize { get; }

    /// <summary>Maximum number of tokens in a row after the shared prefix: .NET cannot read a logits tensor of more than 2 GiB.</summary>
    int LongestRow { get; }

    /// <summary>Whether logits, keys or values are 16-bit floats, whose maximum is 65,504.</summary>
    bool HasHalves { get; }

    /// <summary>Maximum difference in a log-probability between batches that contain the same row.</summary>
    double Tolerance { get; }

    /// <summary>Returns the same graph with an adapter that was read for it.</summary>
    IDecoderGraph With(AppliedAdapter adapter);

    /// <summary>Creates a runner for rows that share a prefix.</summary>
    /// <param name="prefix">The tokens that all rows begin with; empty where <see cref="Plan"/> does not reuse them.</param>
    IBatchRunner Begin(ReadOnlySpan<int> prefix);
}
