namespace CLiKA.Onnx.Architectures.Rotations;

/// <summary>Scaling that reduces all rotary angles by the same factor.</summary>
/// <param name="Factor">The divisor, at least 1.</param>
public sealed record LinearScaling(double Factor) : RotaryScaling
{
    internal override double Scale(double angle, int pair, int size, double theta) => angle / Factor;

    internal override string? ProblemOf(int size) => Factor < 1 ? $"the 'factor' of the rotary scaling is {Factor}; expected at least 1." : null;
}
