namespace CLiKA.Statistics;

/// <summary>The result of a label-swap permutation test (<see cref="LabelSwap"/>).</summary>
/// <param name="Baseline">The statistic on the baseline's answers; null where it is undefined.</param>
/// <param name="Candidate">The statistic on the candidate's answers; null where it is undefined.</param>
/// <param name="LossP">
/// One-sided p-value for a fall in the statistic, in (0, 1]. Null where it could not be tested: the statistic is undefined for one of the models, or
/// on almost all draws. Null is no evidence of anything; a gate must not pass on it.
/// </param>
/// <param name="GainP">One-sided p-value for a rise, in (0, 1]; null as <paramref name="LossP"/>.</param>
/// <param name="P">Two-sided p-value, in (0, 1]; null as <paramref name="LossP"/>.</param>
/// <param name="Spread">
/// Standard deviation of the change under the null hypothesis, estimated from the draws; at least 0; null as <paramref name="LossP"/>.
/// </param>
/// <param name="Draws">Number of draws that the p-values are computed from.</param>
/// <param name="Undefined">Number of draws that were rejected because the statistic is undefined on them.</param>
internal sealed record SwapTest(
    double? Baseline, double? Candidate, double? LossP, double? GainP, double? P, double? Spread, int Draws, int Undefined)
{
    /// <summary>Candidate minus baseline; null where either is undefined.</summary>
    public double? Change => Candidate - Baseline;
}
