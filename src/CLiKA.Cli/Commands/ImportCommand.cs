using System.CommandLine;
using CLiKA.Import;
using CLiKA.Import.Harness;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Recordings;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika import</c>.</summary>
internal static class ImportCommand
{
    private const string Published = "clika";

    public static Command Create()
    {
        var layout = Required(
            "--layout", "NAME", $"Layout of the folder: {Published} (published with the paper) or {HarnessOptions.Layout} (samples of the LM Evaluation Harness, lm_eval --log_samples).");
        layout.AcceptOnlyFromAmong(Published, HarnessOptions.Layout);
        var from = Required("--from", "DIR", "The folder with the probe sets or samples.");
        var responses = Required("--responses", "NAME", "Name of the model that gave the responses.");
        var output = Required("--out", "FILE", "The file for the measurement.");
        var harness = new HarnessOptions();
        var command = new Command("import", "Measures responses that were recorded elsewhere.")
        {
            layout, from, responses, output,
        };
        harness.AddTo(command);
        Rules.Add(command, parsed => harness.Check(parsed, parsed.GetValue(layout)));
        command.SetAction(parsed =>
        {
            var (folder, model, path) = (parsed.GetRequiredValue(from), parsed.GetRequiredValue(responses), parsed.GetRequiredValue(output));
            if (parsed.GetRequiredValue(layout) == Published)
            {
                Write(path, PublishedLayout.Read(folder, model));
                return ExitCode.Pass;
            }

            var (measurement, sets) = HarnessRecordings.Read(harness.Request(parsed, folder, model));
            Write(path, measurement);
            foreach (var set in sets)
            {
                Report(set);
                if (harness.Texts(parsed) is { } texts)
                {
                    WriteTexts(Path.Combine(texts, set.Import.Pack.Set.Id), set.Import);
                }
            }

            return ExitCode.Pass;
        });
        return command;
    }

    private static void Write(string path, Measurement measurement)
    {
        AtomicFile.WriteAllText(path, MeasurementJson.Write(measurement));
        var sets = string.Join(' ', measurement.ProbeSets.Select(set => set.ProbeSet));
        Console.WriteLine($"{path}: {measurement.Model} on {sets}, {measurement.Cells} cells.");
    }

    // The texts of the same questions exist already where another model's run was imported.
    private static void WriteTexts(string folder, ImportResult import)
    {
        if (!Directory.Exists(folder) || ProbeSetReader.ReadPack(folder).Set.ItemsHash != import.Pack.Set.ItemsHash)
        {
            ImportReport.WritePack(folder, import);
        }
    }

    private static void Report(HarnessSet set)
    {
        ImportReport.Print(set.Import, $"paired by {set.Key}, from {set.Files.Length} files");
        if (set.PassedOver.Length > 0)
        {
            Console.WriteLine($"  Ignored, since no language is where {{language}} stands: {string.Join(", ", set.PassedOver)}");
        }
    }

    private static Option<string> Required(string name, string valueName, string description) =>
        new(name) { Required = true, HelpName = valueName, Description = description };
}
