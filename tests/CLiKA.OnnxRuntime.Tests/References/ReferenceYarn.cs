using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_rope_utils.py, _compute_yarn_parameters.</summary>
/// <param name="rope">The object of the rotary embedding in config.json.</param>
internal sealed class ReferenceYarn(JsonNode rope)
{
    private double Factor => Number("factor", 1);

    /// <summary>The factor of sines and cosines.</summary>
    public double AttentionFactor => rope["attention_factor"]?.GetValue<double>() ?? (
        Number("mscale", 0) != 0 && Number("mscale_all_dim", 0) != 0
            ? Scale(Factor, Number("mscale", 0)) / Scale(Factor, Number("mscale_all_dim", 0))
            : Scale(Factor, 1));

    /// <summary>get_mscale, and yarn_get_mscale of modeling_deepseek_v3.py.</summary>
    public static double Scale(double scale, double weight) => scale <= 1 ? 1 : (0.1 * weight * Math.Log(scale)) + 1;

    /// <summary>The angle of each pair per position.</summary>
    /// <param name="theta">The base.</param>
    /// <param name="size">Number of rotated values.</param>
    public double[] Frequencies(double theta, int size)
    {
        double Correction(double rotations) =>
            size * Math.Log(Number("original_max_position_embeddings", 0) / (rotations * 2 * Math.PI)) / (2 * Math.Log(theta));
        var (low, high) = (Correction(Number("beta_fast", 32)), Correction(Number("beta_slow", 1)));
        (low, high) = rope["truncate"]?.GetValue<bool>() ?? true ? (Math.Floor(low), Math.Ceiling(high)) : (low, high);
        (low, high) = (Math.Max(low, 0), Math.Min(high, size - 1));
        high += low == high ? 0.001 : 0;
        return
        [
            .. Enumerable.Range(0, size / 2).Select(pair =>
            {
                var (frequency, ramp) = (1 / Math.Pow(theta, 2.0 * pair / size), Math.Clamp((pair - low) / (high - low), 0, 1));
                return (frequency / Factor * ramp) + (frequency * (1 - ramp));
            }),
        ];
    }

    private double Number(string name, double otherwise) => rope[name]?.GetValue<double>() ?? otherwise;
}
