using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Attention;

/// <summary>The attention of one layer.</summary>
/// <param name="Window">
/// Size of the sliding window: number of positions that a query attends to, including its own; null for full causal attention.
/// </param>
/// <param name="Rotation">The rotary embedding of queries and keys; null for none.</param>
public sealed record LayerAttention(int? Window, Rotation? Rotation)
{
    /// <summary>Width of a head; null for that of the model.</summary>
    public int? HeadSize { get; init; }

    /// <summary>Number of key and value heads; null for that of the model.</summary>
    public int? KeyValueHeads { get; init; }

    /// <summary>
    /// Whether there is no projection to values: they are the projected keys, before normalization and rotary embedding, as in Gemma 4.
    /// </summary>
    public bool ValuesAreKeys { get; init; }

    /// <summary>
    /// Index of the earlier layer whose keys and values the queries attend to, as in Gemma 4; null where the layer has its own.
    /// </summary>
    public int? KeysOf { get; init; }
}
