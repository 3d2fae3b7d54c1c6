using System.CommandLine;
using CLiKA.Probes;
using CLiKA.Probes.Validation;
using Spectre.Console;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika probes validate</c>.</summary>
internal static class ProbesValidateCommand
{
    public static Command Create()
    {
        var configuration = Locations.ConfigurationOption();
        var folders = new Argument<string[]>("FOLDER")
        {
            Description = "Folders of probe sets; by default those of the configuration.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("validate", "Checks probe sets, and names every problem.") { folders, configuration };
        command.SetAction(parsed =>
        {
            var paths = parsed.GetValue(folders) is { Length: > 0 } named
                ? named
                : [.. Locations.ReadConfiguration(parsed.GetValue(configuration)).ProbeSets.Select(entry => entry.Folder)];
            var table = new Table().AddColumns("probe set", "items", "languages", "gold letters", "distractors", "problems");
            var problems = new List<string>();
            foreach (var path in paths)
            {
                var (_, set, facts) = ProbeSetReader.ReadPack(path);
                var found = ProbeSetValidator.Validate(set, facts);
                var regional = $"{facts.Count(fact => !fact.OptionRegions.IsEmpty)} checked";
                problems.AddRange(found.Select(problem => $"{path}: {problem}"));
                var letters = ProbeSetValidator.GoldCounts(set).Select((count, letter) => $"{OptionLetter.Of(letter)}{count}");
                string[] row = [set.Id, $"{set.Count}", $"{set.Languages.Length}", string.Join(' ', letters), regional, $"{found.Length}"];
                table.AddRow([.. row.Select(Markup.Escape)]);
            }

            AnsiConsole.Write(table);
            problems.ForEach(Console.Error.WriteLine);
            return problems.Count == 0 ? ExitCode.Pass : ExitCode.Unusable;
        });
        return command;
    }
}
