namespace CLiKA.OnnxRuntime.Batches;

/// <summary>How large a batch may be on a class of devices.</summary>
/// <param name="Tokens">Maximum number of tokens, with padding and without the prefix, where the options have none.</param>
/// <param name="Cache">
/// Maximum size in bytes of a batch's KV cache and states, with the shared prefix counted for every row, since graphs repeat it, and with a stem
/// counted twice, since it is held while the rows after it are read.
/// </param>
internal sealed record BatchLimits(int Tokens, long Cache)
{
    /// <summary>Limits of the CPU: a process that exceeds the available memory is killed without an error.</summary>
    public static BatchLimits Cpu { get; } = new(1024, 1L << 31);

    /// <summary>
    /// Limits of a GPU, which needs thousands of tokens for its full rate. A batch that does not fit into its memory is an error, after which it is
    /// asked again in halves.
    /// </summary>
    public static BatchLimits Cuda { get; } = new(16_384, long.MaxValue);

    /// <summary>Returns the limits of a class of devices.</summary>
    public static BatchLimits Of(string deviceClass) => deviceClass == "cuda" ? Cuda : Cpu;
}
