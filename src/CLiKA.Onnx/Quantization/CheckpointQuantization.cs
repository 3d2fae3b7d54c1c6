using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>How a checkpoint holds the matrices that were quantized: one format each.</summary>
/// <param name="Description">The format and what it does, in words.</param>
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
}
