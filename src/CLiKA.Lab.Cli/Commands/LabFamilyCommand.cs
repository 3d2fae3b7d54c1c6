using System.CommandLine;
using CLiKA.Cli;
using CLiKA.Cli.Commands;
using CLiKA.Configuration;
using CLiKA.Lab.Recipes;
using CLiKA.Lab.Teaching;
using CLiKA.Lab.Training;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.OnnxRuntime;
using CLiKA.Reporting.Families;
using CLiKA.Runs;
using CLiKA.Teaching.Measuring;
using CLiKA.Teaching.Sets;

namespace CLiKA.Lab.Cli.Commands;

/// <summary><c>clika lab family</c>.</summary>
internal static class LabFamilyCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description = "Folder for the models, the table and the figures; what is already done there is kept.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "family"),
        };
        var languages = new Option<string[]>("--languages")
        {
            HelpName = "CODE",
            Description = "The languages to teach.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["de", "ru", "ar", "zh"],
        };
        var members = new Option<string[]>("--members")
        {
            HelpName = "NAME",
            Description = "Models to include; by default all whose tokenizer has the names of a world, so that they can be taught it.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. Recipe.Names.Where(name => !Recipe.Parse(name, Recipe.TextOf(name)).Worlds.IsEmpty)],
        };
        var command = new Command("family", "Trains, teaches, measures and compares the family of reference models.")
        {
            output, languages, members,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = Locations.ReadConfiguration(null);
            if (settings.Worlds.IsEmpty)
            {
                throw new InvalidInputException(settings.File, "has no 'worlds'; expected the fictional world that is to be taught.");
            }

            var taught = parsed.GetRequiredValue(languages).Select(TeachOptions.LanguageOf).ToList();
            var folder = parsed.GetRequiredValue(output);
            var family = new List<Measurement>();
            foreach (var name in parsed.GetRequiredValue(members))
            {
                await TrainAsync(settings, name, folder, cancellationToken);
                foreach (var language in taught)
                {
                    await TeachAsync(settings, name, language, folder, cancellationToken);
                }

                family.Add(await MeasureAsync(settings, name, taught, folder, cancellationToken));
            }

            FamilyCommand.Print(folder, FamilyReport.Write(folder, family));
            return ExitCode.Pass;
        });
        return command;
    }

    // A model that continues from another needs that one first.
    private static async Task TrainAsync(AlignmentConfiguration settings, string name, string folder, CancellationToken cancellationToken)
    {
        var text = Recipe.TextOf(name);
        var recipe = Recipe.Parse(name, text);
        if (recipe.From is { } parent)
        {
            await TrainAsync(settings, parent, folder, cancellationToken);
        }

        if (LabTrainer.IsDone(recipe, text, folder))
        {
            return;
        }

        var probes = LabTrainCommand.ProbesOfSuite(recipe);
        await Shown.WithProgressAsync(name, report => Task.Run(
            () => LabTrainer.Train(
                recipe,
                text,
                probes,
                LabTrainCommand.WorldsBeside(probes),
                folder,
                new CallbackProgress<TrainingProgress>(done => report(done.Share, done.Describe(name))),
                cancellationToken),
            cancellationToken));
    }

    private static async Task TeachAsync(
        AlignmentConfiguration settings, string name, Language language, string folder, CancellationToken cancellationToken)
    {
        var set = TeachingSetReader.Read(settings.Worlds[0].Folder, language);
        var request = new TeachingRequest(Path.Combine(folder, name), set, TeachingPlan.Known["micro"], PlaceOf(folder, name, language));
        if (!LabTeacher.IsDone(request))
        {
            var title = $"{name}, {language.EnglishName}";
            await Shown.WithProgressAsync(title, report => Task.Run(
                () => LabTeacher.Teach(
                    request,
                    new CallbackProgress<TrainingProgress>(done => report(done.Share, done.Describe(title))),
                    cancellationToken),
                cancellationToken));
        }
    }

    private static async Task<Measurement> MeasureAsync(
        AlignmentConfiguration settings, string name, List<Language> taught, string folder, CancellationToken cancellationToken)
    {
        var model = settings.Models[0] with { Name = name, Folder = Path.Combine(folder, name), Adapter = null };
        var options = OnnxAnswererOptions.For(model);
        using var answerer = OnnxAnswerer.Load(model.Folder, options);
        return await Shown.AskingAsync(name, async progress =>
        {
            var measurement = await ModelRun.MeasureAsync(model, settings.ProbeSets, answerer, progress, cancellationToken);
            var outcome = await ConductivityRun.MeasureAsync(
                [settings.Worlds[0]],
                [.. taught.Select(language => new TaughtEntry(settings.Worlds[0].Id, language, [PlaceOf(folder, name, language)]))],
                answerer,
                path => TaughtModel.Open(answerer, path, options),
                TeachingProtocol.Usual,
                progress,
                cancellationToken);
            return outcome.Faults.IsEmpty
                ? measurement with { Worlds = outcome.Worlds }
                : throw new InvalidInputException(PlaceOf(folder, name, outcome.Faults[0].Language), outcome.Faults[0].Reason);
        });
    }

    private static string PlaceOf(string folder, string name, Language language) => Path.Combine(folder, name, "taught", language.Code);
}
