namespace CLiKA.OnnxRuntime.Models;

/// <summary>
/// Layers with sliding-window attention, whose KV cache holds only the window: the cache has its full length from the first token on, and entries
/// that leave the window are overwritten.
/// </summary>
/// <param name="Length">Length of the cache, in tokens.</param>
/// <param name="Layers">Zero-based indices of the layers; empty for all layers.</param>
internal sealed record WindowedCache(int Length, IReadOnlyCollection<int> Layers)
{
    /// <summary>Returns the length of a layer's cache before the first token.</summary>
    public int LengthAt(int layer) => Layers.Count == 0 || Layers.Contains(layer) ? Length : 0;
}
