using System.Collections.Immutable;

namespace CLiKA.Measurements.Taught;

/// <summary>The facts of a fictional world, the same in every language: the continent on which each place lies.</summary>
public sealed class FictionalFacts
{
    /// <summary>The largest number of continents that a world may have, which is the number of letters for them.</summary>
    public const int MostContinents = ContinentLetters.Most;

    /// <summary>Creates the facts of a world.</summary>
    /// <param name="continents">Number of continents, from 2 to <see cref="MostContinents"/>.</param>
    /// <param name="gold">Zero-based index of the right continent of each fact; at least one fact.</param>
    /// <param name="pivotOnly">Whether each fact is taught in English only (type 1); both types must occur.</param>
    /// <exception cref="ArgumentException">A number is out of range, or one of the two types is missing.</exception>
    public FictionalFacts(int continents, ImmutableArray<int> gold, ImmutableArray<bool> pivotOnly)
    {
        if (continents < 2 || continents > MostContinents)
        {
            throw new ArgumentException($"{continents} continents; expected 2 to {MostContinents}.");
        }

        if (gold.Length != pivotOnly.Length || gold.Any(continent => continent < 0 || continent >= continents))
        {
            throw new ArgumentException($"expected a type and one of the {continents} continents for each fact.");
        }

        if (!pivotOnly.Contains(true) || !pivotOnly.Contains(false))
        {
            throw new ArgumentException("expected facts of both types.");
        }

        (Continents, Gold, PivotOnly) = (continents, gold, pivotOnly);
    }

    /// <summary>Number of continents.</summary>
    public int Continents { get; }

    /// <summary>Index of the right continent of each fact.</summary>
    public ImmutableArray<int> Gold { get; }

    /// <summary>Whether each fact is taught in English only (type 1).</summary>
    public ImmutableArray<bool> PivotOnly { get; }

    /// <summary>Number of facts.</summary>
    public int Count => Gold.Length;

    /// <summary>The share of right answers by guessing.</summary>
    public double Chance => 1.0 / Continents;

    /// <summary>Returns whether two worlds have the same facts in the same order.</summary>
    /// <param name="other">The other facts.</param>
    /// <returns>Whether the facts are the same.</returns>
    public bool AreThoseOf(FictionalFacts other) =>
        Continents == other.Continents && Gold.SequenceEqual(other.Gold) && PivotOnly.SequenceEqual(other.PivotOnly);
}
