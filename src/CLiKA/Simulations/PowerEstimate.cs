namespace CLiKA.Simulations;

/// <summary>How often simulated runs found a planted loss, each a share in [0, 1].</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Exact">
/// For a loss in one language: the chance that plain Holm finds it first, computed exactly from the binomial distribution; null otherwise.
/// </param>
/// <param name="Holm">A cell that lost was found by plain Holm.</param>
/// <param name="DiscreteHolm">A cell that lost was found as the gate does.</param>
/// <param name="SmallestP">A cell that lost was found by the smallest p under swapped labels.</param>
/// <param name="Pool">The probe set was found to have lost Performance over all languages.</param>
/// <param name="Gate">A cell that lost was found as the gate does, or the probe set over all languages.</param>
public sealed record PowerEstimate(
    PlantedLoss Loss, double? Exact, double Holm, double DiscreteHolm, double SmallestP, double Pool, double Gate);
