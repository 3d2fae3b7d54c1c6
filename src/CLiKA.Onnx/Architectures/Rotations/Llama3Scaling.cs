namespace CLiKA.Onnx.Architectures.Rotations;

/// <summary>Llama 3's scaling of rotary angles by frequency, measured in full turns within the length of the original training.</summary>
/// <param name="Factor">The divisor of small angles, at least 1.</param>
/// <param name="OriginalPositions">The length of the longest text in the original training, in tokens.</param>
/// <param name="LowFrequencyFactor">Angles with fewer turns than this are fully scaled.</param>
/// <param name="HighFrequencyFactor">Angles with more turns than this are not scaled; at least the other factor, and the same in Llama 4 Scout.</param>
public sealed record Llama3Scaling(double Factor, double OriginalPositions, double LowFrequencyFactor, double HighFrequencyFactor)
    : RotaryScaling
{
    internal override double Scale(double angle, int pair, int size, double theta)
    {
        // High frequencies are kept, low ones are scaled, and those between are interpolated linearly.
        var turns = OriginalPositions * angle / (2 * Math.PI);
        var kept = Math.Clamp((turns - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor), 0, 1);
        return (kept * angle) + ((1 - kept) * angle / Factor);
    }

    internal override string? ProblemOf(int size) => Factor < 1 || !(HighFrequencyFactor >= LowFrequencyFactor)
        ? $"the rotary scaling has 'factor' {Factor}, 'low_freq_factor' {LowFrequencyFactor} and 'high_freq_factor' {HighFrequencyFactor}; expected a factor "
            + "of at least 1, and a high one that is at least the low one."
        : null;
}
