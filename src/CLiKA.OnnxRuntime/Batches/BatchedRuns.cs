using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Batches;

/// <summary>
/// Runs batches one after the other, after a shared prefix. A batch that does not fit into the device's memory is run again in halves, and no
/// later batch is larger.
/// </summary>
/// <typeparam name="T">Type of the elements of a batch.</typeparam>
/// <param name="folder">The model.</param>
/// <param name="graph">Its graph.</param>
/// <param name="rowOf">Returns the name of an element in messages, and its number of tokens.</param>
internal sealed class BatchedRuns<T>(ModelFolder folder, IDecoderGraph graph, Func<T, (string Name, int Tokens)> rowOf)
{
    private const int NamesShown = 3;

    /// <summary>Runs the batches.</summary>
    /// <param name="prefix">The tokens of the shared prefix.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="run">Runs a batch and consumes its results. It is called again for a batch that failed.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
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
            throw Error($"the shared prefix ({prefix.Length} tokens)", error);
        }
    }

    // Returns false if the device has too little memory for so many rows.
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

    private InvalidInputException Error(string what, OnnxRuntimeException error)
    {
        var message = CudaLibraries.FailureIn(error.Message);
        return new(
            folder.GraphPath,
            OutOfMemory.Caused(error)
                ? $"{what} does not fit into the device's memory, not even alone. Use a device with more, or export the model with --quantize. "
                    + $"ONNX Runtime says: {message}"
                : $"ONNX Runtime failed on {what}: {message}",
            error);
    }
}
