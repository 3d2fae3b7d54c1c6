using System.Numerics.Tensors;

namespace CLiKA.OnnxRuntime.Batches;

/// <summary>Computes log-probabilities from logits in double precision.</summary>
internal static class LogSoftmax
{
    /// <summary>Returns the log-sum-exp of the logits; NaN if a logit is not finite.</summary>
    public static double Denominator(ReadOnlySpan<float> logits)
    {
        double largest = TensorPrimitives.Max(logits);
        if (!double.IsFinite(largest) || !float.IsFinite(TensorPrimitives.Min(logits)))
        {
            return double.NaN;
        }

        // Not TensorPrimitives.Sum: its grouping, and so the last bits, depend on the address of the buffer.
        Span<double> chunk = stackalloc double[256];
        Span<double> sums = stackalloc double[chunk.Length];
        sums.Clear();
        for (var start = 0; start < logits.Length; start += chunk.Length)
        {
            var part = logits[start..Math.Min(start + chunk.Length, logits.Length)];
            var values = chunk[..part.Length];
            TensorPrimitives.ConvertChecked(part, values);
            TensorPrimitives.Subtract(values, largest, values);
            TensorPrimitives.Exp<double>(values, values);
            TensorPrimitives.Add(sums[..part.Length], values, sums[..part.Length]);
        }

        var sum = 0.0;
        foreach (var value in sums)
        {
            sum += value;
        }

        return largest + Math.Log(sum);
    }
}
