namespace CLiKA.Onnx;

/// <summary>Llama 3's bands of rotary angles, in full turns within the texts of the first training.</summary>
/// <param name="OriginalPositions">The longest text of the first training, in tokens.</param>
/// <param name="LowFrequencyFactor">Angles with fewer turns are scaled.</param>
/// <param name="HighFrequencyFactor">Angles with more turns are not; larger than the other factor.</param>
public sealed record RotaryBands(double OriginalPositions, double LowFrequencyFactor, double HighFrequencyFactor);
