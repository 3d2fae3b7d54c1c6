namespace CLiKA.Statistics;

/// <summary>What a label-swap permutation test found (<see cref="LabelSwap"/>).</summary>
/// <param name="Baseline">The statistic on the baseline's answers; null where it is undefined.</param>
/// <param name="Candidate">The statistic on the candidate's answers; null where it is undefined.</param>
/// <param name="LossP">
/// One-sided p-value for a fall of the statistic, in (0, 1]. Null where it could not be tested: the statistic is undefined for one of the
/// models, or on almost all draws. Null is no evidence of anything; a gate must not pass on it.
/// </param>
/// <param name="GainP">The same for a rise.</param>
/// <param name="P">The same for a change in either direction.</param>
/// <param name="Spread">Standard deviation of the change over the draws: what chance alone does to it, at least 0. Null as above.</param>
/// <param name="Draws">How many draws the p-values stand on.</param>
/// <param name="Undefined">How many draws were thrown away because the statistic is undefined on them.</param>
internal sealed record SwapTest(
    double? Baseline, double? Candidate, double? LossP, double? GainP, double? P, double? Spread, int Draws, int Undefined)
{
    /// <summary>Candidate minus baseline; null where either is undefined.</summary>
    public double? Change => Candidate - Baseline;
}
