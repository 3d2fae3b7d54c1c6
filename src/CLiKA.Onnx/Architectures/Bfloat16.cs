namespace CLiKA.Onnx.Architectures;

/// <summary>Numbers of 32 bits without their last 16, as most models were trained with.</summary>
internal static class Bfloat16
{
    /// <summary>Rounds to the nearest, and of two to the even one.</summary>
    /// <param name="value">A finite number.</param>
    public static float Rounded(double value)
    {
        var bits = BitConverter.SingleToUInt32Bits((float)value);
        return BitConverter.UInt32BitsToSingle((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000);
    }
}
