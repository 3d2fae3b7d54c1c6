using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Batches;

/// <summary>
/// Runs batches one after the other, behind a beginning that all share. Where one does not fit into the device's memory, it is run again in halves,
/// and no later one is larger.
/// </summary>
/// <typeparam name="T">What a batch has several of.</typeparam>
/// <param name="folder">The model.</param>
/// <param name="graph">Its graph.</param>
/// <param name="rowOf">What one of a batch is called in messages, and how many tokens it has.</param>
internal sealed class BatchedRuns<T>(ModelFolder folder, IDecoderGraph graph, Func<T, (string Name, int Tokens)> rowOf)
{
    private const int NamesShown = 3;

    /// <summary>Runs them.</summary>
    /// <param name="prefix">The tokens that all begin with.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="run">Runs one, and takes what comes of it. It is told again of what failed.</param>
    /// <param name="cancellationToken">Ends the work between batches.</param>
    /// <exception cref="InvalidInputException">The graph fails on a batch.</exception>
    public void Run(
        ReadOnlySpan<int> prefix, IEnumerable<T[]> batches, Action<IBatchRunner, T[]> run, CancellationToken cancellationToken)
    {
        using var runner = Begin(prefix);
        var waiting = new Stack<T[]>(batches.Reverse());
        var largest = int.MaxValue;
        while (waiting.TryPop(out var batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (batch.Length > largest)
            {
                waiting.Push(batch[largest..]);
                batch = batch[..largest];
            }

            if (!TryRun(runner, batch, run))
            {
                largest = batch.Length / 2;
                waiting.Push(batch);
            }
        }
    }

    private IBatchRunner Begin(ReadOnlySpan<int> prefix)
    {
        try
        {
            return graph.Begin(prefix);
        }
        catch (OnnxRuntimeException error)
        {
            throw Error($"the shared beginning ({prefix.Length} tokens)", error);
        }
    }

    // False where the device has too little memory for so many.
    private bool TryRun(IBatchRunner runner, T[] batch, Action<IBatchRunner, T[]> run)
    {
        try
        {
            run(runner, batch);
            return true;
        }
        catch (OnnxRuntimeException error) when (batch.Length > 1 && OutOfMemory.Caused(error))
        {
            return false;
        }
        catch (OnnxRuntimeException error)
        {
            var (name, tokens) = rowOf(batch[0]);
            throw Error(
                batch.Length == 1
                    ? $"{name} ({tokens} tokens)"
                    : $"a batch of {batch.Length} ({string.Join(", ", batch.Take(NamesShown).Select(row => rowOf(row).Name))}...)",
                error);
        }
    }

    private InvalidInputException Error(string what, OnnxRuntimeException error) => new(
        folder.GraphPath,
        (OutOfMemory.Caused(error) ? $"{what} does not fit into the device's memory, not even alone: " : $"ONNX Runtime failed on {what}: ") + error.Message,
        error);
}
