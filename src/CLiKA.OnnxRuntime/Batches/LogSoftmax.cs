using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace CLiKA.OnnxRuntime.Batches;

/// <summary>Computes log-probabilities from logits in double precision.</summary>
internal static class LogSoftmax
{
    // As many sums as are added up at the end, whatever the processor's vectors hold: the last bits depend on it.
    private const int Lanes = 256;

    /// <summary>Returns the log-sum-exp of the logits; NaN if a logit is not finite.</summary>
    /// <remarks>
    /// Compiled with all optimizations at once. Most of the time of a short run would otherwise pass before the runtime does so.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Denominator(ReadOnlySpan<float> logits)
    {
        double largest = TensorPrimitives.Max(logits);
        if (!double.IsFinite(largest) || !float.IsFinite(TensorPrimitives.Min(logits)))
        {
            return double.NaN;
        }

        // Not TensorPrimitives.Sum: its grouping, and so the last bits, depend on the address of the buffer.
        Span<double> sums = stackalloc double[Lanes];
        sums.Clear();
        var shift = new Vector<double>(largest);
        var whole = logits.Length - (logits.Length % Lanes);
        for (var start = 0; start < whole; start += Lanes)
        {
            for (var lane = 0; lane < Lanes; lane += Vector<float>.Count)
            {
                Vector.Widen(new Vector<float>(logits[(start + lane)..]), out var first, out var second);
                Add(Vector.Exp(first - shift), sums[lane..]);
                Add(Vector.Exp(second - shift), sums[(lane + Vector<double>.Count)..]);
            }
        }

        AddRest(logits[whole..], largest, sums);
        var sum = 0.0;
        foreach (var value in sums)
        {
            sum += value;
        }

        return largest + Math.Log(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector<double> values, Span<double> sums) => (new Vector<double>(sums) + values).CopyTo(sums);

    private static void AddRest(ReadOnlySpan<float> logits, double largest, Span<double> sums)
    {
        Span<double> values = stackalloc double[logits.Length];
        TensorPrimitives.ConvertChecked(logits, values);
        TensorPrimitives.Subtract(values, largest, values);
        TensorPrimitives.Exp<double>(values, values);
        TensorPrimitives.Add(sums[..values.Length], values, sums[..values.Length]);
    }
}
