namespace CLiKA.OnnxRuntime.Models;

/// <summary>
/// Layers that see the last tokens alone, and keep keys and values of no others: their cache has its full length from the first token on, and
/// what leaves the window is written over.
/// </summary>
/// <param name="Length">Length of the cache, in tokens.</param>
/// <param name="Layers">The layers, from 0; none where it is all.</param>
internal sealed record WindowedCache(int Length, IReadOnlyCollection<int> Layers)
{
    /// <summary>How long the cache of a layer is before there is any token.</summary>
    public int LengthAt(int layer) => Layers.Count == 0 || Layers.Contains(layer) ? Length : 0;
}
