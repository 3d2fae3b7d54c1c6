namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>Functions of references on the values of a position.</summary>
internal static class Rows
{
    public static double[] Add(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    /// <summary>A matrix [outputs, inputs], row-major, times a vector.</summary>
    public static double[] Multiply(float[] matrix, double[] vector)
    {
        var result = new double[matrix.Length / vector.Length];
        for (var row = 0; row < result.Length; row++)
        {
            for (var column = 0; column < vector.Length; column++)
            {
                result[row] += matrix[(row * vector.Length) + column] * vector[column];
            }
        }

        return result;
    }
}
