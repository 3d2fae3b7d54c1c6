using CLiKA.Measurements.Noise;

namespace CLiKA.Runs;

/// <summary>Another way to run a model that should change no answer.</summary>
/// <param name="Kind">In what it differs from the usual way.</param>
/// <param name="Name">The way in a few words.</param>
/// <param name="Execution">The way.</param>
public sealed record ExecutionVariant(NoiseKind Kind, string Name, Execution Execution)
{
    // Row by row, and eight times what a batch usually holds.
    private const int LargeBudget = 8192;

    /// <summary>The ways that are tried.</summary>
    /// <param name="deviceClass">The class of device that the model usually runs on, <c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="processors">How many threads the CPU usually computes with, at least 1.</param>
    /// <returns>At least one of each kind; of threads where the CPU computes.</returns>
    public static IEnumerable<ExecutionVariant> All(string deviceClass, int processors)
    {
        yield return new(NoiseKind.Batch, "row by row", new(TokenBudget: 1));
        yield return new(NoiseKind.Batch, $"{LargeBudget} tokens a batch", new(TokenBudget: LargeBudget));
        if (deviceClass == "cpu")
        {
            foreach (var threads in new SortedSet<int> { 1, Math.Max(1, processors / 2), 2 * processors }.Where(count => count != processors))
            {
                yield return new(NoiseKind.Threads, threads == 1 ? "1 thread" : $"{threads} threads", new(Threads: threads));
            }
        }

        var other = deviceClass == "cpu" ? "cuda:0" : "cpu";
        yield return new(NoiseKind.Device, other, new(Device: other));
    }
}
