using System.Collections.Immutable;
using CLiKA.Input;

namespace CLiKA.Lab.Recipes;

/// <summary>A stage of training, with its own mixture of examples.</summary>
/// <param name="Steps">Number of optimizer steps.</param>
/// <param name="Shares">Relative share of each presentation; a missing one has none.</param>
public sealed record CurriculumStage(int Steps, ImmutableSortedDictionary<Presentation, double> Shares)
{
    private static readonly ImmutableSortedDictionary<string, Presentation> Names = ImmutableSortedDictionary<string, Presentation>.Empty
        .Add("copied", Presentation.Copied)
        .Add("likelihood", Presentation.Likelihood)
        .Add("letters", Presentation.Letters)
        .Add("published", Presentation.Published);

    /// <summary>Reads a stage: <c>steps</c>, and a share for each presentation that occurs.</summary>
    /// <param name="json">The object.</param>
    /// <returns>The stage.</returns>
    /// <exception cref="InvalidInputException">A property is missing or invalid.</exception>
    public static CurriculumStage Read(JsonRecord json)
    {
        json.AllowOnly(["steps", .. Names.Keys]);
        var shares = Names.Where(name => json.Has(name.Key)).ToImmutableSortedDictionary(name => name.Value, name => json.Number(name.Key));
        var stage = new CurriculumStage(json.WholeNumber("steps"), shares);
        return stage.Steps > 0 && shares.Values.All(share => share >= 0) && shares.Values.Sum() > 0
            ? stage
            : throw json.Error($"expected positive steps and a positive share of {string.Join(", ", Names.Keys)}.");
    }

    /// <summary>Draws a presentation with a probability proportional to its share.</summary>
    /// <param name="random">The random generator.</param>
    /// <returns>The presentation.</returns>
    internal Presentation Draw(Random random)
    {
        var place = random.NextDouble() * Shares.Values.Sum();
        foreach (var (presentation, share) in Shares)
        {
            place -= share;
            if (place < 0)
            {
                return presentation;
            }
        }

        return Shares.Last(share => share.Value > 0).Key;
    }
}
