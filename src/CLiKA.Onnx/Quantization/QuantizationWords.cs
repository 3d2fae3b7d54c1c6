namespace CLiKA.Onnx.Quantization;

/// <summary>Describes formats for people.</summary>
internal static class QuantizationWords
{
    /// <summary>The remark on formats that round more than weights, in brackets; empty for others.</summary>
    /// <param name="activationBits">Possible numbers of bits of activations; empty where they are not rounded.</param>
    /// <param name="cacheBits">Number of bits of keys and values in the cache; null where they are not rounded.</param>
    public static string NotRounded(IEnumerable<int> activationBits, int? cacheBits = null)
    {
        var activations = string.Join(" or ", activationBits.Distinct().Order());
        string?[] remarks =
        [
            activations.Length > 0 ? $"activations, which other runtimes round to {activations} bits too, are not rounded" : null,
            cacheBits is { } bits ? $"keys and values, which other runtimes can round to {bits} bits, are not rounded" : null,
        ];
        var all = string.Join("; ", remarks.OfType<string>());
        return all.Length == 0 ? string.Empty : $" ({all})";
    }

    /// <summary>Describes the number of bits of weights.</summary>
    public static string Bits(int? bits) => bits is { } number ? $"weights of {number} bits" : "weights of 4 or 8 bits";

    /// <summary>Describes the number of a row's inputs that share a scale.</summary>
    public static string Groups(int? size) => size is { } number ? $" in groups of {number}" : string.Empty;
}
