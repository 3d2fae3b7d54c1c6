namespace CLiKA.Onnx.Architectures;

/// <summary>The upper 16 bits of 32-bit floating-point numbers, the data type in which most models were trained.</summary>
internal static class Bfloat16
{
    /// <summary>Rounds to the nearest bfloat16, ties to even.</summary>
    /// <param name="value">A finite number.</param>
    public static float Rounded(double value)
    {
        var bits = BitConverter.SingleToUInt32Bits((float)value);
        return BitConverter.UInt32BitsToSingle((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000);
    }
}
