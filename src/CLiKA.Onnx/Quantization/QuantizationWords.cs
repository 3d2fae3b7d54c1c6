namespace CLiKA.Onnx.Quantization;

/// <summary>How a format is described to people.</summary>
internal static class QuantizationWords
{
    /// <summary>What is not done of formats that round more than weights.</summary>
    public const string Activations = "activations, which other runtimes round to 8 bits too, are not rounded";

    /// <summary>How many bits weights have.</summary>
    public static string Bits(int? bits) => bits is { } number ? $"weights of {number} bits" : "weights of 4 or 8 bits";

    /// <summary>How many of a row's inputs share a scale.</summary>
    public static string Groups(int? size) => size is { } number ? $" in groups of {number}" : string.Empty;
}
