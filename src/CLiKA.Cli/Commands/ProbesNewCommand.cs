using System.CommandLine;
using CLiKA.Import.Authoring;
using CLiKA.Import.Triples;
using CLiKA.Input;
using CLiKA.Probes;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika probes new</c>.</summary>
internal static class ProbesNewCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "A new folder: for the probe set or, without --facts, for two tables to start from." };
        var facts = Text("--facts", "CSV", "The table of facts. Without it, two tables to start from are written.");
        var templates = Text("--templates", "CSV", "The table of templates.");
        var id = Text("--id", "ID", "Identifier of the probe set; by default the folder's name.");
        var title = Text("--title", "TEXT", "Title for readers; by default the identifier.");
        var licence = Text("--licence", "NAME", $"The licence of the texts; by default '{NewPackRequest.NoLicence}'.");
        var keepsLatin = new Option<string[]>("--keeps-latin")
        {
            HelpName = "WORD,WORD,...",
            Description = "Names and codes that keep their Latin letters in every language. Repeatable.",
        };
        var options = new Option<int>("--options")
        {
            HelpName = "N",
            Description = "Number of options of a question.",
            DefaultValueFactory = _ => TripleQuestions.DefaultOptions,
            CustomParser = Numbers.One<int>(value => value is >= 2 and <= OptionLetter.MaximumOptions, $"a whole number from 2 to {OptionLetter.MaximumOptions}"),
        };
        var seed = new Option<int>("--seed")
        {
            HelpName = "N",
            Description = "Seed of the random choice of wrong options.",
            DefaultValueFactory = _ => TripleQuestions.DefaultSeed,
        };
        var command = new Command("new", "Makes a probe set from a spreadsheet of facts.")
        {
            folder, facts, templates, id, title, licence, keepsLatin, options, seed,
        };
        Rules.Add(command, result =>
        {
            if (result.GetValue(facts) is null != result.GetValue(templates) is null)
            {
                result.AddError("--facts and --templates go together.");
            }
        });
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(folder);
            if ((parsed.GetValue(facts), parsed.GetValue(templates)) is not ({ } table, { } questions))
            {
                WriteStarter(path);
                return;
            }

            WritePack(path, new NewPackRequest(table, questions, parsed.GetValue(id) ?? NameOf(path))
            {
                Title = parsed.GetValue(title),
                Licence = parsed.GetValue(licence) ?? NewPackRequest.NoLicence,
                KeepsLatin = [.. (parsed.GetValue(keepsLatin) ?? []).SelectMany(Words).Distinct()],
                Options = parsed.GetValue(options),
                Seed = parsed.GetValue(seed),
            });
        });
        return command;
    }

    private static void WritePack(string folder, NewPackRequest request)
    {
        var pack = NewPack.Build(request);
        ProbeSetWriter.Write(folder, pack);
        Console.WriteLine($"{folder}: {pack.Set.Id}, {pack.Set.Count} items in {string.Join(' ', pack.Set.Languages)}.");
        Console.WriteLine($"Next: {ToolCommand.Line($"probes validate {folder}")}");
    }

    // The probe set that it proposes has the name of the folder of the tables, not "probe-set".
    private static void WriteStarter(string folder)
    {
        Starter.Write(folder);
        var (facts, templates) = (Path.Combine(folder, Starter.FactsFile), Path.Combine(folder, Starter.TemplatesFile));
        Console.WriteLine($"{facts}: put your facts here.");
        Console.WriteLine($"{templates}: put the questions that ask for them here.");
        Console.WriteLine($"Next: {ToolCommand.Line($"probes new {Path.Combine(folder, "probe-set")} --facts {facts} --templates {templates} --id {NameOf(folder)}")}");
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static string[] Words(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Option<string?> Text(string name, string valueName, string description) =>
        new(name) { HelpName = valueName, Description = description };
}
