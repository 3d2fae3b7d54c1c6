namespace CLiKA.Onnx.Architectures;

/// <summary>Llama 3's bands of rotary angles, in full turns within the texts of the first training.</summary>
/// <param name="Factor">By how much small angles are made smaller, at least 1.</param>
/// <param name="OriginalPositions">The longest text of the first training, in tokens.</param>
/// <param name="LowFrequencyFactor">Angles with fewer turns are scaled.</param>
/// <param name="HighFrequencyFactor">Angles with more turns are not; larger than the other factor.</param>
public sealed record Llama3Scaling(double Factor, double OriginalPositions, double LowFrequencyFactor, double HighFrequencyFactor)
    : RotaryScaling
{
    internal override double Scale(double angle, int pair, int size, double theta)
    {
        // Turns that fit into the texts of the first training stay; longer ones are stretched; between them lies a straight passage.
        var turns = OriginalPositions * angle / (2 * Math.PI);
        var kept = Math.Clamp((turns - LowFrequencyFactor) / (HighFrequencyFactor - LowFrequencyFactor), 0, 1);
        return (kept * angle) + ((1 - kept) * angle / Factor);
    }

    internal override string? ProblemOf(int size) => Factor < 1 || !(HighFrequencyFactor > LowFrequencyFactor)
        ? "the scaling of the rotation needs a factor of at least 1, and a high frequency factor above the low one."
        : null;
}
