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
        var layout = new Option<string>("--layout") { Required = true, Description = "The layout of the folder: clika, as published with the paper." };
        layout.AcceptOnlyFromAmong("clika");
        var from = new Option<string>("--from") { Required = true, Description = "The folder with the probe sets.", HelpName = "DIR" };
        var responses = new Option<string>("--responses") { Required = true, Description = "Name of the model that responded.", HelpName = "NAME" };
        var output = new Option<string>("--out") { Required = true, Description = "The file to write the measurement to.", HelpName = "FILE" };
        var command = new Command("import", "Reads responses that were recorded elsewhere and measures them.") { layout, from, responses, output };
        command.SetAction(parsed =>
        {
            var measurement = PublishedLayout.Read(parsed.GetRequiredValue(from), parsed.GetRequiredValue(responses));
            var path = parsed.GetRequiredValue(output);
            AtomicFile.WriteAllText(path, MeasurementJson.Write(measurement));
            Console.WriteLine($"{path}: {measurement.Model}, {measurement.ProbeSets.Length} probe sets, {measurement.Cells} cells.");
            return ExitCode.Pass;
        });
        return command;
    }
}
