using System.Collections.Immutable;

namespace CLiKA.Measurements.Taught;

/// <summary>The facts of a fictional world, as they are asked in every language: which continent each place lies on.</summary>
public sealed class FictionalFacts
{
    /// <summary>Most continents that a world may have: there are letters for as many.</summary>
    public const int MostContinents = ContinentLetters.Most;

    /// <summary>Takes the facts of a world.</summary>
    /// <param name="continents">How many continents there are, at least 2 and at most as many as there are letters for.</param>
    /// <param name="gold">For each fact the index of the right continent, from 0; at least one.</param>
    /// <param name="pivotOnly">For each fact whether it is taught in English only (type 1); some are and some are not.</param>
    /// <exception cref="ArgumentException">A number is outside its range, or one of the two types is missing.</exception>
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

    /// <summary>How many continents there are.</summary>
    public int Continents { get; }

    /// <summary>Index of the right continent of each fact.</summary>
    public ImmutableArray<int> Gold { get; }

    /// <summary>Whether each fact is taught in English only (type 1).</summary>
    public ImmutableArray<bool> PivotOnly { get; }

    /// <summary>How many facts there are.</summary>
    public int Count => Gold.Length;

    /// <summary>Share that guessing answers right.</summary>
    public double Chance => 1.0 / Continents;

    /// <summary>Whether these are the same facts in the same order.</summary>
    /// <param name="other">The other facts.</param>
    /// <returns>Whether they are.</returns>
    public bool AreThoseOf(FictionalFacts other) =>
        Continents == other.Continents && Gold.SequenceEqual(other.Gold) && PivotOnly.SequenceEqual(other.PivotOnly);
}
