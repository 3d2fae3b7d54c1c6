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
        var from = new Option<string>("--from") { Description = "The set's folder, or a file of it.", HelpName = "PATH", Required = true };
        var output = new Option<string>("--out") { Description = "A new folder for the pack.", HelpName = "FOLDER", Required = true };
        var id = new Option<string?>("--id") { Description = "Identifier of the pack; by default the set's.", HelpName = "ID" };
        var languages = new Option<string?>("--languages")
        {
            Description = $"Languages separated by commas, or {All}; by default those of {Language.PaperCodes} that are there.",
            HelpName = "en,de,...",
        };
        var split = new Option<string?>("--split")
        {
            Description = "Which part of the set: test or dev; by default the one that has answers.",
            HelpName = "NAME",
        };
        var command = new Command("import", "Makes a pack of a public probe set, and lists what is not parallel.")
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
                Console.WriteLine($"All of them are in {Path.Combine(folder, LeftOutFile.Name)}.");
            }

            return ExitCode.Pass;
        });
        return command;
    }
}
