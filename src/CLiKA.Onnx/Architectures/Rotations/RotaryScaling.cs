namespace CLiKA.Onnx.Architectures.Rotations;

/// <summary>The scaling of rotary embeddings that extends a model trained on short texts to long ones (<c>rope_scaling</c> in config.json).</summary>
public abstract record RotaryScaling
{
    /// <summary>The factor that multiplies rotated values.</summary>
    public virtual double Magnitude => 1;

    /// <summary>Returns the scaled angle per position.</summary>
    /// <param name="angle">The unscaled angle per position, in radians.</param>
    /// <param name="pair">Zero-based index of the pair of values that it rotates.</param>
    /// <param name="size">Number of values of a head that are rotated.</param>
    /// <param name="theta">The base of the rotary frequencies.</param>
    /// <returns>The angle after scaling, in radians.</returns>
    internal abstract double Scale(double angle, int pair, int size, double theta);

    /// <summary>Describes what is wrong with the scaling.</summary>
    /// <param name="size">Number of values of a head that are rotated.</param>
    /// <returns>One sentence, or null where nothing is.</returns>
    internal abstract string? ProblemOf(int size);
}
