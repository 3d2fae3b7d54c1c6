using System.CommandLine;
using CLiKA.Cli;
using CLiKA.Lab.Recipes;
using CLiKA.Lab.Training;
using CLiKA.Measurements;

namespace CLiKA.Lab.Cli.Commands;

/// <summary><c>clika lab train</c>.</summary>
internal static class LabTrainCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = $"One of {string.Join(", ", Recipe.Names)}." };
        var probes = new Option<string?>("--probes")
        {
            Description = "The folder with the probe sets' folders; by default that of the suite.",
            HelpName = "DIR",
        };
        var worlds = new Option<string?>("--worlds")
        {
            Description = "The folder with the fictional worlds' folders; by default worlds beside the probe sets' folder.",
            HelpName = "DIR",
        };
        var output = new Option<string>("--out")
        {
            Description = "The folder for the model's folder; a model that is trained on is read from here too.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("artifacts", "models"),
        };
        var command = new Command("train", "Trains an embedded model from its recipe, on one thread.") { name, probes, worlds, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = Recipe.TextOf(parsed.GetRequiredValue(name));
            var recipe = Recipe.Parse(parsed.GetRequiredValue(name), text);
            var folder = parsed.GetValue(probes) ?? ProbesOfSuite(recipe);
            var model = await Shown.WithProgressAsync(recipe.Name, report => Task.Run(
                () => LabTrainer.Train(
                    recipe,
                    text,
                    folder,
                    parsed.GetValue(worlds) ?? WorldsBeside(folder),
                    parsed.GetRequiredValue(output),
                    new CallbackProgress<TrainingProgress>(done => report(done.Share, done.Describe(recipe.Name))),
                    cancellationToken),
                cancellationToken));
            Console.WriteLine(model);
            Console.Write(await File.ReadAllTextAsync(Path.Combine(model, "SHA256SUMS"), cancellationToken));
            return ExitCode.Pass;
        });
        return command;
    }

    /// <summary>Returns the folder of fictional worlds beside a folder of probe sets.</summary>
    internal static string WorldsBeside(string probes) =>
        Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(probes)))!, "worlds");

    /// <summary>Returns the folder of the suite's probe sets.</summary>
    internal static string ProbesOfSuite(Recipe recipe)
    {
        var folder = Locations.ReadConfiguration(null).ProbeSets.FirstOrDefault(set => set.Id == recipe.ProbeSets[0])?.Folder;
        return Path.GetDirectoryName(folder)
            ?? throw new InvalidInputException(
                recipe.ProbeSets[0], "is not a probe set of the configuration; name the folder with --probes.");
    }
}
