namespace CLiKA.Onnx.Architectures;

/// <summary>All angles are made smaller alike.</summary>
/// <param name="Factor">By how much, at least 1.</param>
public sealed record LinearScaling(double Factor) : RotaryScaling
{
    internal override double Scale(double angle, int pair, int size, double theta) => angle / Factor;

    internal override string? ProblemOf(int size) => Factor < 1 ? "the scaling of the rotation needs a factor of at least 1." : null;
}
