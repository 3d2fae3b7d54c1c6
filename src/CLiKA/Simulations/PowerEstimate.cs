namespace CLiKA.Simulations;

/// <summary>The simulated power against a planted loss, each value a share of runs in [0, 1].</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Exact">
/// For a loss in one language: the probability that plain Holm rejects it first, computed exactly from the binomial distribution; null otherwise.
/// </param>
/// <param name="Holm">Plain Holm found a cell that lost.</param>
/// <param name="DiscreteHolm">Holm for discrete tests, as in the gate, found a cell that lost.</param>
/// <param name="SmallestP">The minimum p-value under swapped labels found a cell that lost.</param>
/// <param name="Pool">The pooled test found the probe set's loss of Performance.</param>
/// <param name="Gate">The gate found the loss, in a cell that lost or by the pooled test.</param>
public sealed record PowerEstimate(
    PlantedLoss Loss, double? Exact, double Holm, double DiscreteHolm, double SmallestP, double Pool, double Gate);
