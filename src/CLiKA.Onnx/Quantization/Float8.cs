namespace CLiKA.Onnx.Quantization;

/// <summary>The values that 8 bits stand for as a number or as a scale; NaN where they stand for none.</summary>
internal static class Float8
{
    /// <summary>
    /// F8_E4M3 (OCP 8-bit Floating Point 1.0): a sign, four bits of exponent and three of fraction, without infinities. The type of numbers in FP8,
    /// and of the scales in NVFP4.
    /// </summary>
    public static float[] E4M3 { get; } = Values(OfE4M3);

    /// <summary>F8_E8M0 (OCP Microscaling Formats 1.0): an exponent of two. The type of scales in all MX formats.</summary>
    public static float[] E8M0 { get; } = Values(bits => bits == byte.MaxValue ? float.NaN : MathF.ScaleB(1, bits - 127));

    private static float[] Values(Func<int, float> valueOf) => [.. Enumerable.Range(0, 256).Select(valueOf)];

    private static float OfE4M3(int bits)
    {
        var (exponent, fraction) = ((bits >> 3) & 15, bits & 7);
        var size = exponent == 15 && fraction == 7 ? float.NaN
            : exponent == 0 ? MathF.ScaleB(fraction, -9)
            : MathF.ScaleB(8 + fraction, exponent - 10);
        return bits < 128 ? size : -size;
    }
}
