namespace CLiKA.Onnx.Quantization;

/// <summary>A quantized matrix [outputs, inputs] with scales.</summary>
/// <param name="Outputs">Number of rows.</param>
/// <param name="Inputs">Number of columns.</param>
internal abstract record QuantizedMatrix(int Outputs, int Inputs)
{
    /// <summary>A description of what differs from config.json; null where nothing does.</summary>
    public string? Remark { get; init; }

    /// <summary>Reads rows as floating-point numbers, each rounded to nearest from the exact value.</summary>
    /// <param name="row">Index of the first row.</param>
    /// <param name="values">Receives whole rows.</param>
    public abstract void Read(int row, Span<float> values);
}
