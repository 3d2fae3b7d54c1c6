using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Lab.Recipes;

/// <summary>Everything that decides what an embedded model becomes. Same recipe, same machine: same file.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="From">Name of the model that training goes on from; null for a model from scratch.</param>
/// <param name="ProbeSets">Identifiers of the probe sets whose facts are taught.</param>
/// <param name="Worlds">
/// Identifiers of the fictional worlds whose names are words to the model: its tokenizer has them and it learns to repeat them, as a
/// reader of much text can repeat any name. It is told nothing about them.
/// </param>
/// <param name="Seed">Seed of the weights, of the order of examples, and of the choice of facts.</param>
/// <param name="Shape">Shape of the decoder; null where it is that of <paramref name="From"/>.</param>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="BatchSize">Examples a step.</param>
/// <param name="LearningRate">Highest learning rate, after warm-up.</param>
/// <param name="Curriculum">
/// What is taught after what, and how examples are presented; empty where every item is answered with its option from the first step to
/// the last.
/// </param>
/// <param name="Coverage">For each language that is trained, the share of facts it is to know, in [0, 1].</param>
public sealed record Recipe(
    string Name,
    string? From,
    ImmutableArray<string> ProbeSets,
    ImmutableArray<string> Worlds,
    int Seed,
    MicroShape? Shape,
    int Steps,
    int BatchSize,
    double LearningRate,
    ImmutableArray<CurriculumStage> Curriculum,
    ImmutableDictionary<Language, double> Coverage)
{
    private const string ResourcePrefix = "CLiKA.Lab.Recipes.";
    private const string ResourceSuffix = ".json";

    /// <summary>Names of the recipes that come with CLiKA.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. typeof(Recipe).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => name[ResourcePrefix.Length..^ResourceSuffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a recipe that comes with CLiKA.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>JSON.</returns>
    /// <exception cref="InvalidInputException">There is no such recipe.</exception>
    public static string TextOf(string name)
    {
        using var stream = typeof(Recipe).Assembly.GetManifestResourceStream(ResourcePrefix + name + ResourceSuffix)
            ?? throw new InvalidInputException(name, $"no such recipe; there are {string.Join(", ", Names)}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">Where the text comes from, for error messages.</param>
    /// <param name="text">JSON.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidInputException">Something is missing or wrong.</exception>
    public static Recipe Parse(string path, string text)
    {
        var json = JsonInput.Parse(path, null, text);
        json.AllowOnly("name", "from", "probeSets", "worlds", "seed", "shape", "steps", "batchSize", "learningRate", "curriculum", "coverage");
        var coverage = json.Record("coverage");
        ImmutableArray<CurriculumStage> curriculum = json.Has("curriculum") ? [.. json.Records("curriculum").Select(CurriculumStage.Read)] : [];
        if (json.Has("curriculum") && (json.Has("steps") || json.Has("worlds")))
        {
            throw json.Error("a curriculum has its own steps, and teaches no worlds: expected neither 'steps' nor 'worlds' beside it.");
        }

        var recipe = new Recipe(
            json.NonBlankText("name"),
            json.Has("from") ? json.NonBlankText("from") : null,
            json.Texts("probeSets"),
            json.Has("worlds") ? json.Texts("worlds") : [],
            json.WholeNumber("seed"),
            json.Has("shape") ? MicroShape.Read(json.Record("shape")) : null,
            curriculum.IsEmpty ? json.WholeNumber("steps") : curriculum.Sum(stage => stage.Steps),
            json.WholeNumber("batchSize"),
            json.Number("learningRate"),
            curriculum,
            coverage.Names.ToImmutableDictionary(
                code => Language.TryParse(code, out var language) && Language.Paper.Contains(language)
                    ? language
                    : throw coverage.Error($"'{code}' is not one of the languages {Language.PaperCodes}."),
                coverage.Number));
        var isSound = (recipe.From is null) != (recipe.Shape is null)
            && recipe is { Steps: > 0, BatchSize: > 0, LearningRate: > 0, ProbeSets.IsEmpty: false, Coverage.IsEmpty: false }
            && recipe.Coverage.Values.All(share => share is >= 0 and <= 1);
        return isSound
            ? recipe
            : throw json.Error("expected either 'from' or 'shape', positive steps, batch size and learning rate, and coverage in [0, 1].");
    }
}
