using CLiKA.Statistics;

namespace CLiKA.Measurements.Taught;

/// <summary>How many facts of a world the model answers right before it is taught, by the likelihood of the continents' names.</summary>
/// <param name="Right">How many it answers right, 0 to <paramref name="Asked"/>.</param>
/// <param name="Asked">How many were asked, at least 1.</param>
public sealed record PriorFacts(int Right, int Asked)
{
    /// <summary>Whether more is answered right than guessing explains: the whole interval (Wilson, 95%) lies above chance.</summary>
    /// <param name="chance">Share that guessing answers right.</param>
    /// <returns>Whether the model knows something of the world, so that its conductivity cannot be told.</returns>
    public bool AreKnown(double chance) => WilsonInterval.Of(Right, Asked).Low > chance;
}
