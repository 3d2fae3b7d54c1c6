using System.Diagnostics.CodeAnalysis;

namespace CLiKA.OnnxRuntime.Batches;

/// <summary>Batches that wait to be asked. Where one was too large, no later one is larger than its half.</summary>
/// <typeparam name="T">What a batch has rows of.</typeparam>
/// <param name="batches">The batches.</param>
internal sealed class BatchQueue<T>(IEnumerable<T[]> batches)
{
    private readonly LinkedList<T[]> _waiting = new(batches);
    private int _largest = int.MaxValue;

    /// <summary>Takes the next batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake([NotNullWhen(true)] out T[]? batch)
    {
        batch = _waiting.First?.Value;
        if (batch is null)
        {
            return false;
        }

        _waiting.RemoveFirst();
        if (batch.Length > _largest)
        {
            _waiting.AddFirst(batch[_largest..]);
            batch = batch[.._largest];
        }

        return true;
    }

    /// <summary>Puts back a batch that did not fit into memory.</summary>
    /// <param name="batch">The batch, of at least two rows.</param>
    public void PutBackHalved(T[] batch)
    {
        _largest = batch.Length / 2;
        _waiting.AddFirst(batch);
    }
}
