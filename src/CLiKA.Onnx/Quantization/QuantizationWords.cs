namespace CLiKA.Onnx.Quantization;

/// <summary>Describes formats for people.</summary>
internal static class QuantizationWords
{
    /// <summary>The remark on formats that round more than weights.</summary>
    public const string Activations = "activations, which other runtimes round to 8 bits too, are not rounded";

    /// <summary>Describes the number of bits of weights.</summary>
    public static string Bits(int? bits) => bits is { } number ? $"weights of {number} bits" : "weights of 4 or 8 bits";

    /// <summary>Describes the number of a row's inputs that share a scale.</summary>
    public static string Groups(int? size) => size is { } number ? $" in groups of {number}" : string.Empty;
}
