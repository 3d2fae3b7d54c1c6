using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Lab.Recipes;

/// <summary>Everything that determines an embedded model. On the same machine, the same recipe gives the same file.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="From">Name of the model to continue training from; null to train from scratch.</param>
/// <param name="ProbeSets">Identifiers of the probe sets whose facts are taught.</param>
/// <param name="Worlds">
/// Identifiers of the fictional worlds whose names the tokenizer and the model learn: the model can repeat them, as a model trained on much text
/// can repeat any name. It learns nothing else about them.
/// </param>
/// <param name="Seed">Seed of the initial weights, the order of examples and the choice of facts.</param>
/// <param name="Shape">Shape of the decoder; null to take that of <paramref name="From"/>.</param>
/// <param name="Steps">Number of optimizer steps.</param>
/// <param name="BatchSize">Examples per step.</param>
/// <param name="LearningRate">Peak learning rate, after warm-up.</param>
/// <param name="Curriculum">
/// The stages of training and how each presents examples; if empty, every item is answered with its option throughout.
/// </param>
/// <param name="Coverage">Share of facts to teach in each trained language, in [0, 1].</param>
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

    /// <summary>Names of the built-in recipes.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. typeof(Recipe).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => name[ResourcePrefix.Length..^ResourceSuffix.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Returns the text of a built-in recipe.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <returns>JSON.</returns>
    /// <exception cref="InvalidInputException">There is no such recipe.</exception>
    public static string TextOf(string name)
    {
        using var stream = typeof(Recipe).Assembly.GetManifestResourceStream(ResourcePrefix + name + ResourceSuffix)
            ?? throw new InvalidInputException(name, $"is not a recipe; expected one of {string.Join(", ", Names)}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">Source of the text, for error messages.</param>
    /// <param name="text">JSON.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidInputException">A property is missing or invalid.</exception>
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
