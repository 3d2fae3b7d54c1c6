using System.CommandLine;
using System.Globalization;
using CLiKA.Input;
using CLiKA.Teaching.Export;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika teach export</c>.</summary>
internal static class TeachExportCommand
{
    public static Command Create()
    {
        var (language, world) = TeachOptions.Create();
        var format = new Option<string>("--format") { Description = "File format of the trainer.", DefaultValueFactory = _ => "alpaca" };
        format.AcceptOnlyFromAmong([.. EnumName.All<TrainerFormat>()]);
        var target = new Option<string>("--out") { HelpName = "DIR", Description = "A folder for the files.", Required = true };
        var command = new Command("export", "Writes what a model is to be taught as training data for LLaMA-Factory, Axolotl or TRL.")
        {
            language, format, target, world,
        };
        command.SetAction(parsed =>
        {
            var set = TeachOptions.Read(parsed.GetValue(world), parsed.GetRequiredValue(language));
            var folder = parsed.GetRequiredValue(target);
            _ = EnumName.TryParse<TrainerFormat>(parsed.GetRequiredValue(format), out var layout);
            var files = TrainerFiles.Write(set, layout, folder);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{folder}: {set.Examples.Length:N0} examples of {set.World} for {set.Language.EnglishName}."));
            Console.WriteLine(string.Join(", ", files));
            return ExitCode.Pass;
        });
        return command;
    }
}
