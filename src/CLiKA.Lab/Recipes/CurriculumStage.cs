using System.Collections.Immutable;
using CLiKA.Input;

namespace CLiKA.Lab.Recipes;

/// <summary>A part of a training, with its own mixture of examples.</summary>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="Shares">How many parts of the examples are presented in each way; what is not there has none.</param>
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
    /// <exception cref="InvalidInputException">Something is missing or wrong.</exception>
    public static CurriculumStage Read(JsonRecord json)
    {
        json.AllowOnly(["steps", .. Names.Keys]);
        var shares = Names.Where(name => json.Has(name.Key)).ToImmutableSortedDictionary(name => name.Value, name => json.Number(name.Key));
        var stage = new CurriculumStage(json.WholeNumber("steps"), shares);
        return stage.Steps > 0 && shares.Values.All(share => share >= 0) && shares.Values.Sum() > 0
            ? stage
            : throw json.Error($"expected positive steps and a positive share of {string.Join(", ", Names.Keys)}.");
    }

    /// <summary>Chooses a presentation, each as often as its share says.</summary>
    /// <param name="random">What it is drawn from.</param>
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
