namespace CLiKA.Onnx.Architectures.Rotations;

/// <summary>
/// Scaling that leaves the pairs with the smallest angles as they are, and keeps the angles of the others as if all were rotated, as in the layers of
/// Gemma 4 with full attention.
/// </summary>
/// <param name="Part">The rotated share of a head, more than 0 and at most 1.</param>
/// <param name="Factor">The divisor of the angles, at least 1.</param>
public sealed record ProportionalScaling(double Part, double Factor) : RotaryScaling
{
    internal override double Scale(double angle, int pair, int size, double theta) => pair < (int)(Part * size / 2) ? angle / Factor : 0;

    internal override string? ProblemOf(int size) =>
        !(Part is > 0 and <= 1) ? $"the 'partial_rotary_factor' of the rotary scaling is {Part}; expected more than 0, and at most 1."
        : !(Factor >= 1) ? $"the 'factor' of the rotary scaling is {Factor}; expected at least 1."
        : null;
}
