namespace CLiKA.Onnx.Architectures;

/// <summary>How a model that was trained on short texts turns the positions of long ones (<c>rope_scaling</c> of config.json).</summary>
public abstract record RotaryScaling
{
    /// <summary>By what turned values are multiplied.</summary>
    public virtual double Magnitude => 1;

    /// <summary>The angle of one step.</summary>
    /// <param name="angle">The angle that the model was built with, in radians.</param>
    /// <param name="pair">Number of the pair of values that is turned by it, from 0.</param>
    /// <param name="size">How many of a head's values are turned.</param>
    /// <param name="theta">The base of the rotary frequencies.</param>
    /// <returns>The angle after scaling, in radians.</returns>
    internal abstract double Scale(double angle, int pair, int size, double theta);

    /// <summary>What is wrong with the scaling.</summary>
    /// <param name="size">How many of a head's values are turned.</param>
    /// <returns>One sentence, or null where nothing is.</returns>
    internal abstract string? ProblemOf(int size);
}
