using System.CommandLine;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Recordings;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika import</c>.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var layout = Required("--layout", "NAME", "The layout of the folder: clika, as published with the paper.");
        layout.AcceptOnlyFromAmong("clika");
        var from = Required("--from", "DIR", "The folder with the probe sets.");
        var responses = Required("--responses", "NAME", "Name of the model that responded.");
        var output = Required("--out", "FILE", "The file to write the measurement to.");
        var command = new Command("import", "Reads responses that were recorded elsewhere and measures them.")
        {
            layout, from, responses, output,
        };
        command.SetAction(parsed =>
        {
            var measurement = PublishedLayout.Read(parsed.GetRequiredValue(from), parsed.GetRequiredValue(responses));
            var path = parsed.GetRequiredValue(output);
            AtomicFile.WriteAllText(path, MeasurementJson.Write(measurement));
            var sets = string.Join(' ', measurement.ProbeSets.Select(set => set.ProbeSet));
            Console.WriteLine($"{path}: {measurement.Model} on {sets}, {measurement.Cells} cells.");
            return ExitCode.Pass;
        });
        return command;
    }

    private static Option<string> Required(string name, string valueName, string description) =>
        new(name) { Required = true, HelpName = valueName, Description = description };
}
