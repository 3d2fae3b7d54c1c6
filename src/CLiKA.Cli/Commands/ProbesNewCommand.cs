using System.CommandLine;
using CLiKA.Import.Authoring;
using CLiKA.Import.Triples;
using CLiKA.Input;
using CLiKA.Probes;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika probes new</c>.</summary>
internal static class ProbesNewCommand
{
    private static readonly Argument<string> Folder = new("FOLDER") { Description = "A new folder: for the probe set or, without --facts, for two tables to start from." };
    private static readonly Option<string?> Facts = Text("--facts", "CSV", "The table of facts. Without it, two tables to start from are written.");
    private static readonly Option<string?> Templates = Text("--templates", "CSV", "The table of templates.");
    private static readonly Option<string?> Id = Text("--id", "ID", "Identifier of the probe set; by default the folder's name.");
    private static readonly Option<string?> Title = Text("--title", "TEXT", "Title for readers; by default the identifier.");
    private static readonly Option<string?> Licence = Text("--licence", "NAME", $"The licence of the texts; by default '{NewPackRequest.NoLicence}'.");

    private static readonly Option<string[]> KeepsLatin = new("--keeps-latin")
    {
        HelpName = "WORD,WORD,...",
        Description = "Names and codes that keep their Latin letters in every language. Repeatable.",
    };

    private static readonly Option<int> Options = new("--options")
    {
        HelpName = "N",
        Description = "Number of options of a question.",
        DefaultValueFactory = _ => TripleQuestions.DefaultOptions,
        CustomParser = Numbers.One<int>(value => value is >= 2 and <= OptionLetter.MaximumOptions, $"a whole number from 2 to {OptionLetter.MaximumOptions}"),
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        HelpName = "N",
        Description = "Seed of the random choice of wrong options.",
        DefaultValueFactory = _ => TripleQuestions.DefaultSeed,
    };

    public static Command Create()
    {
        var command = new Command("new", "Makes a probe set from a spreadsheet of facts.")
        {
            Folder, Facts, Templates, Id, Title, Licence, KeepsLatin, Options, Seed,
        };
        Rules.Add(command, result =>
        {
            if (result.GetValue(Facts) is null != result.GetValue(Templates) is null)
            {
                result.AddError("--facts and --templates go together.");
            }
        });
        command.SetAction(Run);
        return command;
    }

    private static void Run(ParseResult parsed)
    {
        var folder = parsed.GetRequiredValue(Folder);
        if ((parsed.GetValue(Facts), parsed.GetValue(Templates)) is not ({ } facts, { } templates))
        {
            WriteStarter(folder);
            return;
        }

        WritePack(folder, new NewPackRequest(facts, templates, parsed.GetValue(Id) ?? NameOf(folder))
        {
            Title = parsed.GetValue(Title),
            Licence = parsed.GetValue(Licence) ?? NewPackRequest.NoLicence,
            KeepsLatin = [.. (parsed.GetValue(KeepsLatin) ?? []).SelectMany(Words).Distinct()],
            Options = parsed.GetValue(Options),
            Seed = parsed.GetValue(Seed),
        });
    }

    private static void WritePack(string folder, NewPackRequest request)
    {
        var pack = NewPack.Build(request);
        ProbeSetWriter.Write(folder, pack);
        Console.WriteLine($"{folder}: {pack.Set.Id}, {pack.Set.Count} items in {string.Join(' ', pack.Set.Languages)}.");
        Console.WriteLine($"Next: {ToolCommand.Line("probes", "validate", folder)}");
    }

    // The probe set that it proposes has the name of the folder of the tables, not "probe-set".
    private static void WriteStarter(string folder)
    {
        Starter.Write(folder);
        var (facts, templates) = (Path.Combine(folder, Starter.FactsFile), Path.Combine(folder, Starter.TemplatesFile));
        Console.WriteLine($"{facts}: put your facts here.");
        Console.WriteLine($"{templates}: put the questions that ask for them here.");
        Console.WriteLine($"Next: {ToolCommand.Line("probes", "new", Path.Combine(folder, "probe-set"), "--facts", facts, "--templates", templates, "--id", NameOf(folder))}");
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static string[] Words(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Option<string?> Text(string name, string valueName, string description) =>
        new(name) { HelpName = valueName, Description = description };
}
