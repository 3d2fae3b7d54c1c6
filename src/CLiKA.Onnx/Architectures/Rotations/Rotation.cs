namespace CLiKA.Onnx.Architectures.Rotations;

/// <summary>The rotary position embedding of queries and keys.</summary>
/// <param name="Theta">The base of the rotary frequencies.</param>
/// <param name="Scaling">The scaling of the angles; null for none.</param>
public sealed record Rotation(double Theta, RotaryScaling? Scaling)
{
    /// <summary>Returns the angle per position for each pair of a head's values.</summary>
    /// <param name="size">Number of values of a head that are rotated, an even number.</param>
    /// <returns>Angles in radians [size / 2].</returns>
    public double[] Angles(int size) =>
    [
        .. Enumerable.Range(0, size / 2).Select(pair =>
        {
            var angle = Math.Pow(Theta, -2.0 * pair / size);
            return Scaling?.Scale(angle, pair, size, Theta) ?? angle;
        }),
    ];

    /// <summary>Describes what is wrong with the rotary embedding.</summary>
    /// <param name="size">Number of values of a head that are rotated, an even number.</param>
    /// <returns>One sentence, or null where nothing is.</returns>
    internal string? ProblemOf(int size) =>
        !(Theta > 0 && double.IsFinite(Theta)) ? $"the base of the rotary embedding is {Theta}; expected a finite number above 0."
        : Scaling?.ProblemOf(size) is { } problem ? problem
        : !Array.TrueForAll(Angles(size), double.IsFinite) || !float.IsFinite((float)(Scaling?.Magnitude ?? 1))
            ? $"the rotary embedding with base {Theta} has angles, or an attention factor, that are not finite numbers."
            : null;
}
