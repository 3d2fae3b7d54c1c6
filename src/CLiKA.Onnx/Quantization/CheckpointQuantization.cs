using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>The format of a checkpoint's quantized matrices.</summary>
/// <param name="Description">The format in words; after reading a checkpoint, with remarks on what was found.</param>
public abstract record CheckpointQuantization(string Description)
{
    /// <summary>Finds a matrix among a checkpoint's tensors.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="name">HuggingFace's name of the projection, without <c>.weight</c>.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <returns>The matrix; null where it was not quantized.</returns>
    /// <exception cref="InvalidInputException">A tensor is missing, or has another shape or type.</exception>
    internal abstract QuantizedMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs);

    /// <summary>Returns whether a weight was quantized to another type of the same shape.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="weight">Name of the weight.</param>
    /// <exception cref="InvalidInputException">The weight was not quantized, but has scales beside it.</exception>
    private protected static bool IsQuantized(SafetensorsCheckpoint checkpoint, string weight)
    {
        if (!checkpoint.Has(weight) || !checkpoint.EntryOf(weight).HasNumbers)
        {
            return checkpoint.Has(weight);
        }

        return Array.Find([$"{weight}_scale", $"{weight}_scale_inv"], checkpoint.Has) is { } scales
            ? throw checkpoint.Error(weight, $"is {checkpoint.EntryOf(weight).Type}, but there is '{scales}'; expected 8 bits, or no scales.")
            : false;
    }
}
