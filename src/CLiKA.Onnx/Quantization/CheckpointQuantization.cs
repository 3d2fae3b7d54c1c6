using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>How a checkpoint holds the matrices that were quantized: one format each.</summary>
/// <param name="Description">The format in words; once a checkpoint was read, what was found of it too.</param>
public abstract record CheckpointQuantization(string Description)
{
    /// <summary>Finds a matrix among a checkpoint's tensors.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="name">HuggingFace's name of the projection, without <c>.weight</c>.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <returns>The matrix, or null where it was not quantized.</returns>
    /// <exception cref="InvalidInputException">A tensor is missing, or has another shape or type.</exception>
    internal abstract QuantizedMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs);

    /// <summary>Whether a weight is there that was quantized to other numbers of the same shape.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="weight">Name of the weight.</param>
    /// <exception cref="InvalidInputException">It was not, and has scales beside it all the same.</exception>
    private protected static bool IsQuantized(SafetensorsCheckpoint checkpoint, string weight)
    {
        if (!checkpoint.Has(weight) || !checkpoint.Found(weight).HasNumbers)
        {
            return checkpoint.Has(weight);
        }

        return Array.Find([$"{weight}_scale", $"{weight}_scale_inv"], checkpoint.Has) is { } scales
            ? throw checkpoint.Error(weight, $"is {checkpoint.Found(weight).Type} and has '{scales}' beside it; expected 8 bits, or no scales.")
            : false;
    }
}
