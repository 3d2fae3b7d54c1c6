using System.CommandLine;
using System.Globalization;
using CLiKA.Input;
using CLiKA.Measurements.Taught;
using CLiKA.Prompts;
using CLiKA.Reporting;
using CLiKA.Teaching.Measuring;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika teach measure</c>.</summary>
internal static class TeachMeasureCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("MODEL-FOLDER") { Description = "The folder of the taught model, or of the untaught one with --adapter." };
        var (language, world) = TeachOptions.Create();
        var chat = new Option<bool>("--chat") { Description = "Wraps questions in the model's chat template." };
        var adapter = AdapterOption.Create();
        var fresh = JournalOptions.Fresh();
        var command = new Command("measure", $"Measures a taught model: whether the teaching passed its checks and, if so, what the model retrieves (XRR). If it did not, the exit code is {ExitCode.Unusable}.")
        {
            folder, language, chat, world, adapter, fresh,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var set = TeachOptions.Read(parsed.GetValue(world), parsed.GetRequiredValue(language));
            var format = parsed.GetValue(chat) ? new ChatFormat() : null;
            using var source = JournalOptions.Source(parsed.GetValue(fresh));
            using var model = await source.OpenAsync(
                TeachOptions.Model(parsed.GetRequiredValue(folder), format, parsed.GetValue(adapter)), cancellationToken);
            var protocol = TeachingProtocol.Usual with { Wrapping = PromptWrapping.None with { Chat = format } };
            var cell = await Shown.AskingAsync(
                set.World, progress => TeachingMeasurer.MeasureAsync(set, model, protocol, progress, cancellationToken));
            foreach (var way in cell.Ways)
            {
                Show(cell.By(way)[0]);
            }

            Console.WriteLine($"{AlignmentTable.Describe(model.Journal)}.");
            return cell.Ways.All(cell.IsTaught) ? ExitCode.Pass : ExitCode.Unusable;
        });
        return command;
    }

    private static void Show(TeachingResult result)
    {
        Console.WriteLine($"by {EnumName.Of(result.Way)}: {string.Join(", ", result.Checks)}");
        Console.WriteLine(result is { CrossRetrieval: { } ratio, CrossRetrievalInterval: { } interval }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"  XRR {ratio:0.000} ({interval.Low:0.000} to {interval.High:0.000}), chance-corrected {result.ChanceCorrected:0.000}, "
                + $"accuracy on type 1 {result.Accuracy:0.000}")
            : $"  not taught: {ConductivitySummary.Shortfall(result)}");
    }
}
