namespace CLiKA.Statistics;

/// <summary>The result of a label-swap permutation test (<see cref="LabelSwap"/>).</summary>
/// <param name="Baseline">The statistic on the baseline's answers; null where it is undefined.</param>
/// <param name="Candidate">The statistic on the candidate's answers; null where it is undefined.</param>
internal sealed record SwapTest(double? Baseline, double? Candidate)
{
    /// <summary>
    /// One-sided p-value for a fall in the statistic, in (0, 1]. Null where it could not be tested: the statistic is undefined for one of the models,
    /// or on almost all draws. Null is no evidence of anything; a gate must not pass on it.
    /// </summary>
    public double? LossP { get; init; }

    /// <summary>One-sided p-value for a rise, in (0, 1]; null as <see cref="LossP"/>.</summary>
    public double? GainP { get; init; }

    /// <summary>Two-sided p-value, in (0, 1]; null as <see cref="LossP"/>.</summary>
    public double? P { get; init; }

    /// <summary>
    /// Standard deviation of the change under the null hypothesis, estimated from the draws; at least 0; null as <see cref="LossP"/>.
    /// </summary>
    public double? Spread { get; init; }
}
