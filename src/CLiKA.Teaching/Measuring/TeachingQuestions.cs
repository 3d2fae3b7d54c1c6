using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Measurements.Taught;
using CLiKA.Teaching.Sets;
using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Measuring;

/// <summary>The facts of a teaching set with numbered continents, and the names of the continents in both languages.</summary>
/// <param name="Facts">The facts.</param>
/// <param name="PivotNames">English names of the continents, in the order of their numbers.</param>
/// <param name="OwnNames">Names of the continents in the other language, in the same order.</param>
internal sealed record TeachingQuestions(FictionalFacts Facts, ImmutableArray<string> PivotNames, ImmutableArray<string> OwnNames)
{
    /// <summary>Numbers the continents in the order of their first occurrence.</summary>
    /// <exception cref="InvalidInputException">The questions in the language do not match those in English, or there are too few.</exception>
    public static TeachingQuestions Of(TeachingSet set)
    {
        var (gold, pivotNames) = Numbered(set.PivotQuestions);
        var (own, ownNames) = Numbered(set.Questions);
        if (!gold.SequenceEqual(own) || !set.PivotQuestions.Select(fact => fact.Kind).SequenceEqual(set.Questions.Select(fact => fact.Kind)))
        {
            throw new InvalidInputException(
                $"world '{set.World}'", $"asks other facts in {set.Language} than in {Language.Pivot}, or in another order.");
        }

        try
        {
            return new(
                new FictionalFacts(pivotNames.Length, gold, [.. set.Questions.Select(fact => fact.Kind == FactKind.InPivotOnly)]),
                pivotNames,
                ownNames);
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException($"world '{set.World}'", error.Message, error);
        }
    }

    private static (ImmutableArray<int> Gold, ImmutableArray<string> Names) Numbered(ImmutableArray<FactQuestion> questions)
    {
        ImmutableArray<string> names = [.. questions.Select(fact => fact.Continent).Distinct(StringComparer.Ordinal)];
        return ([.. questions.Select(fact => names.IndexOf(fact.Continent))], names);
    }
}
