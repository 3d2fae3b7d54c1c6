namespace CLiKA.Onnx;

/// <summary>How a model that was trained on short texts turns the positions of long ones (<c>rope_scaling</c> of config.json).</summary>
/// <param name="Factor">By how much angles are made smaller, at least 1.</param>
/// <param name="Bands">Which angles are, as in Llama 3; null where all are, as in linear scaling.</param>
public sealed record RotaryScaling(double Factor, RotaryBands? Bands)
{
    /// <summary>The angle of one step.</summary>
    /// <param name="angle">The angle that the model was built with, in radians.</param>
    /// <returns>The angle after scaling, in radians.</returns>
    internal double Scale(double angle)
    {
        if (Bands is not { } bands)
        {
            return angle / Factor;
        }

        // Turns that fit into the texts of the first training stay; longer ones are stretched; between them lies a straight passage.
        var turns = bands.OriginalPositions * angle / (2 * Math.PI);
        var kept = Math.Clamp((turns - bands.LowFrequencyFactor) / (bands.HighFrequencyFactor - bands.LowFrequencyFactor), 0, 1);
        return (kept * angle) + ((1 - kept) * angle / Factor);
    }
}
