using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Measurements.Noise;

namespace CLiKA.Runs;

/// <summary>Another way to run a model that should change no answer.</summary>
/// <param name="Kind">The respect in which it differs from the usual way.</param>
/// <param name="Name">The way in a few words.</param>
/// <param name="Execution">The settings.</param>
internal sealed record ExecutionVariant(NoiseKind Kind, string Name, Execution Execution)
{
    // Eight times the usual token budget of a batch.
    private const int LargeBudget = 8192;

    // Few rows in a batch, mostly of one item, and often a single row.
    private const int SmallBudget = 64;

    /// <summary>Returns the variants to try.</summary>
    /// <param name="deviceClass">The kind of device that the model usually runs on, <c>cpu</c> or <c>cuda</c>.</param>
    /// <param name="processors">Number of threads that the CPU usually computes with, at least 1.</param>
    /// <returns>At least one variant of each kind; of threads only where the CPU computes.</returns>
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

    /// <summary>Returns one variant that differs in everything that is cheap to vary: in batches and, on the CPU, in threads.</summary>
    /// <param name="model">The model.</param>
    /// <param name="deviceClass">The kind of device that it usually runs on.</param>
    /// <param name="processors">Number of threads that the CPU usually computes with, at least 1.</param>
    /// <returns>The variant in words, as a sentence continues after "asked", and its settings.</returns>
    public static (string Way, Execution Execution) Other(ModelEntry model, string deviceClass, int processors)
    {
        if (model.Endpoint is { } endpoint)
        {
            var requests = OtherCount(endpoint.Concurrency, endpoint.Concurrency / 2);
            return ($"with {requests} {(requests == 1 ? "request" : "requests")} at once, which the server batches as it likes", new(Requests: requests));
        }

        if (deviceClass != "cpu")
        {
            return ($"with {SmallBudget} tokens a batch", new(TokenBudget: SmallBudget));
        }

        // One thread fewer partitions the work differently, and is nearly as fast where there are many.
        var threads = OtherCount(processors, processors - 1);
        return ($"with {SmallBudget} tokens a batch and {threads} {(threads == 1 ? "thread" : "threads")}", new(TokenBudget: SmallBudget, Threads: threads));
    }

    /// <summary>Throws where a model runs on another kind of device than before, on which answers may differ.</summary>
    /// <param name="model">The model.</param>
    /// <param name="usual">The kind of device that it ran on first.</param>
    /// <param name="answerer">The model as it was opened now.</param>
    /// <exception cref="InvalidInputException">It runs on another kind of device.</exception>
    public static void RequireSameDevice(ModelEntry model, string usual, IAnswerer answerer)
    {
        if (answerer.DeviceClass != usual)
        {
            throw new InvalidInputException(
                model.Place, $"ran on {usual} first and on {answerer.DeviceClass} now; set \"device\" in the configuration.");
        }
    }

    private static int OtherCount(int usual, int fewer) => usual == 1 ? 2 : fewer;
}
