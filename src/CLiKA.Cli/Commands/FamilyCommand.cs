using System.CommandLine;
using CLiKA.Reporting.Families;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika family</c>.</summary>
internal static class FamilyCommand
{
    public static Command Create()
    {
        var measurements = new Argument<string[]>("MEASUREMENT")
        {
            Description = "Measurements, or models' folders in baselines/. The others are compared with the first.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description = "The folder for the table and the figures.",
            DefaultValueFactory = _ => Path.Combine("artifacts", "family"),
        };
        var command = new Command("family", "Compares several models at all levels, language by language, as tables and figures.") { measurements, output };
        command.SetAction(parsed =>
        {
            Print(parsed.GetRequiredValue(output), FamilyReport.Write(
                parsed.GetRequiredValue(output), parsed.GetRequiredValue(measurements).Select(ComparedModel.Read)));
            return ExitCode.Pass;
        });
        return command;
    }

    public static void Print(string folder, (string Table, IEnumerable<string> Files) report)
    {
        Console.Write(report.Table);
        Console.WriteLine($"{folder}: {string.Join(", ", report.Files)}");
    }
}
