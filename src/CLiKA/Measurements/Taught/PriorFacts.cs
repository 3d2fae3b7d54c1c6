using CLiKA.Statistics;

namespace CLiKA.Measurements.Taught;

/// <summary>
/// The model's prior knowledge of a world: the facts that it answers correctly before it is taught, by the likelihood of the continents' names.
/// </summary>
/// <param name="Right">Number of right answers, 0 to <paramref name="Asked"/>.</param>
/// <param name="Asked">Number of questions, at least 1.</param>
public sealed record PriorFacts(int Right, int Asked)
{
    /// <summary>Returns whether significantly more is answered correctly than by guessing: the whole 95% Wilson interval lies above chance.</summary>
    /// <param name="chance">The share of right answers by guessing.</param>
    /// <returns>Whether the model already knows something of the world, so that its conductivity cannot be measured.</returns>
    public bool AreKnown(double chance) => WilsonInterval.Of(Right, Asked).Low > chance;
}
