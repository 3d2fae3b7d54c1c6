namespace CLiKA.Onnx.Quantization;

/// <summary>A matrix [outputs, inputs] whose values are told in fewer bits, with scales.</summary>
/// <param name="Outputs">Number of rows.</param>
/// <param name="Inputs">Number of columns.</param>
internal abstract record QuantizedMatrix(int Outputs, int Inputs)
{
    /// <summary>What is not as config.json says, in words; null where all is.</summary>
    public string? Remark { get; init; }

    /// <summary>Reads rows as floating-point numbers, each the nearest to the exact value.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="values">Where whole rows go.</param>
    public abstract void Read(int row, Span<float> values);
}
