using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx;

/// <summary>The weights of a model, by their HuggingFace names (<c>model.layers.0.self_attn.q_proj.weight</c>), row-major.</summary>
public interface IWeightSource
{
    /// <summary>Throws where a weight is missing. Called for every weight before the first is read.</summary>
    /// <param name="name">Name of the weight.</param>
    /// <param name="shape">The shape that the graph needs; projections are [out, in].</param>
    /// <exception cref="InvalidInputException">The weight is missing, or has another shape.</exception>
    void Require(string name, IReadOnlyList<int> shape);

    /// <summary>Reads a segment of a weight.</summary>
    /// <param name="name">Name of the weight.</param>
    /// <param name="offset">Index of the first value.</param>
    /// <param name="values">Receives the values.</param>
    /// <exception cref="ArgumentException">The weight has fewer values.</exception>
    void Read(string name, long offset, Span<float> values);

    /// <summary>Returns a matrix as the integers in which it is stored, which <see cref="Read"/> dequantizes.</summary>
    /// <param name="name">Name of the weight, for which <see cref="Require"/> has been called.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <returns>The matrix; null where it is not stored as integers.</returns>
    internal IntegerMatrix? Quantized(string name, int outputs, int inputs) => null;
}
