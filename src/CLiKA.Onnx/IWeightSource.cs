using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx;

/// <summary>The weights of a model, by their HuggingFace names (<c>model.layers.0.self_attn.q_proj.weight</c>), row-major.</summary>
public interface IWeightSource
{
    /// <summary>Confirms that a weight is there. Called for every weight before the first is read.</summary>
    /// <param name="name">Name of the weight.</param>
    /// <param name="shape">The shape that the graph needs; projections are [out, in].</param>
    /// <exception cref="InvalidInputException">It is missing, or has another shape.</exception>
    void Require(string name, IReadOnlyList<int> shape);

    /// <summary>Reads a stretch of a weight.</summary>
    /// <param name="name">Name of the weight.</param>
    /// <param name="offset">Index of the first value.</param>
    /// <param name="values">Where the values go.</param>
    /// <exception cref="ArgumentException">The weight has fewer values.</exception>
    void Read(string name, long offset, Span<float> values);

    /// <summary>A matrix as the whole numbers that it is stored as, which <see cref="Read"/> gives as what they stand for.</summary>
    /// <param name="name">Name of the weight, which has been required.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <returns>The matrix, or null where it is not stored so.</returns>
    internal IntegerMatrix? Quantized(string name, int outputs, int inputs) => null;
}
