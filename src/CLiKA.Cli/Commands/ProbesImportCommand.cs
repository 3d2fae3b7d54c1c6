using System.CommandLine;
using CLiKA.Import;
using CLiKA.Import.Formats;
using CLiKA.Languages;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika probes import</c>.</summary>
internal static class ProbesImportCommand
{
    private const string All = "all";

    public static Command Create()
    {
        var names = PublicFormats.All.Select(format => format.Name).ToArray();
        var format = new Argument<string>("FORMAT") { HelpName = "FORMAT", Description = $"One of {string.Join(", ", names)}." };
        format.AcceptOnlyFromAmong(names);
        var from = new Option<string>("--from") { Description = "The folder of the public set, or a file of it.", HelpName = "PATH", Required = true };
        var output = new Option<string>("--out") { Description = "A new folder for the probe set.", HelpName = "FOLDER", Required = true };
        var id = new Option<string?>("--id") { Description = "Identifier of the probe set; by default that of the public set.", HelpName = "ID" };
        var languages = new Option<string?>("--languages")
        {
            Description = $"Languages, separated by commas, or {All}; by default those of {Language.PaperCodes} that the set has.",
            HelpName = "en,de,...",
        };
        var split = new Option<string?>("--split")
        {
            Description = "Which split of the set: test or dev; by default the one that has answers.",
            HelpName = "NAME",
        };
        var command = new Command("import", "Makes a probe set from a public one, and lists the items that are not parallel.")
        {
            format, from, output, id, languages, split,
        };
        command.SetAction(parsed =>
        {
            var chosen = PublicFormats.All.First(candidate => candidate.Name == parsed.GetRequiredValue(format));
            var request = new ImportRequest(
                parsed.GetRequiredValue(from), LanguageList.Read(parsed.GetValue(languages) is All ? null : parsed.GetValue(languages)), parsed.GetValue(split))
            {
                EveryLanguage = parsed.GetValue(languages) == All,
            };
            var result = PublicImport.Run(chosen, request, parsed.GetValue(id));
            var folder = parsed.GetRequiredValue(output);
            ImportReport.WritePack(folder, result);
            Console.Write($"{folder}: ");
            ImportReport.Print(result);
            if (result.LeftOut.Length > 0)
            {
                Console.WriteLine($"All that were left out are in {Path.Combine(folder, LeftOutFile.Name)}.");
            }

            return ExitCode.Pass;
        });
        return command;
    }
}
