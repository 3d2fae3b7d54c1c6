using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using CLiKA.Baselines;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Journal;
using CLiKA.Measurements;
using CLiKA.Models;
using CLiKA.Reporting;
using CLiKA.Runs;
using CLiKA.Teaching.Measuring;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika measure</c>.</summary>
internal static class MeasureCommand
{
    public static Command Create()
    {
        var configuration = Locations.ConfigurationOption();
        var model = new Option<string?>("--model")
        {
            Description = "Asks this folder in place of the configured model; NAME=DIR where several are configured. In place of one behind a "
                + "server: another name there, or URL#NAME. By default CLIKA_MODEL.",
            HelpName = "DIR",
        };
        var only = new Option<string?>("--only") { Description = "Asks only this configured model; by default all.", HelpName = "NAME" };
        var adapter = AdapterOption.Create("the configured model, in place of the configured adapter");
        var output = new Option<string?>("--out")
        {
            Description = "Also writes the measurement to this file. For one model only.",
            HelpName = "FILE",
        };
        var fresh = JournalOptions.Fresh();
        var part = new Option<string?>("--shard")
        {
            Description = "Asks only this part of the questions, to keep the answers in the journal; nothing is measured. By default CLIKA_SHARD.",
            HelpName = "K/N",
        };
        var command = new Command("measure", $"Asks the configured models, prints the table, and keeps the measurement for {ToolCommand.Quote("accept")}. If one cannot be asked, the others still are, and the exit code is {ExitCode.Unusable}.")
        {
            configuration, only, model, adapter, output, fresh, part,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = Locations.ReadConfiguration(parsed.GetValue(configuration));
            settings = parsed.GetValue(only) is { } name ? settings.WithOnly(name) : settings;
            settings = (parsed.GetValue(model) ?? EnvironmentInput.Read("CLIKA_MODEL")) is { } folder ? settings.WithCandidate(folder) : settings;
            settings = parsed.GetValue(adapter) is { } path ? settings.WithAdapter(path) : settings;
            var shard = parsed.GetValue(part) is { } text ? Shard.Parse(text, part.Name) : Shard.Asked;
            return RunAsync(settings, shard, parsed.GetValue(output), JournalOptions.Asks(parsed.GetValue(fresh)), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        AlignmentConfiguration settings, Shard? shard, string? copy, Asking asking, CancellationToken cancellationToken)
    {
        if (copy is not null && settings.Models.Length > 1)
        {
            throw new InvalidInputException(settings.File, $"has {settings.Models.Length} models; --out takes the measurement of one.");
        }

        if (copy is not null && shard is not null)
        {
            throw new InvalidInputException(copy, $"shard {shard} is no measurement; --out takes one of a whole run.");
        }

        // Shards leave no measurement to accept, and run in parallel.
        using var held = shard is null ? RunLock.Take(settings.ArtifactsFolder) : null;
        using var source = ModelSource.Of(settings.JournalFile, asking);

        // Checked for all models before the first is asked.
        foreach (var entry in shard is null ? [] : settings.Models)
        {
            source.RequireKept(entry);
        }

        var isWhole = true;
        foreach (var entry in settings.Models)
        {
            isWhole &= await AskedModel.TryAsync(entry.Name, () => shard is null
                ? MeasureAsync(settings, source, entry, copy, cancellationToken)
                : AskShardAsync(settings, source, entry, shard, cancellationToken));
        }

        if (shard is not null)
        {
            Console.WriteLine(ShardSummary.NoVerdict);
        }

        return isWhole ? ExitCode.Pass : ExitCode.Unusable;
    }

    // Returns whether everything was asked that the model was taught.
    private static async Task<bool> AskShardAsync(
        AlignmentConfiguration settings, ModelSource source, ModelEntry model, Shard shard, CancellationToken cancellationToken)
    {
        new ReceivedStore(settings).Remove(model.Name);
        using var sharded = await source.OpenShardAsync(model, shard, cancellationToken);
        var (_, faults) = await AskedModel.MeasureAsync(settings, model, sharded, cancellationToken);
        Console.WriteLine(ShardSummary.Render(model.Name, model.Place, sharded));
        await TellAsync(faults);
        return faults.IsEmpty;
    }

    // Returns whether everything was measured that the model was taught.
    private static async Task<bool> MeasureAsync(
        AlignmentConfiguration settings, ModelSource source, ModelEntry model, string? copy, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();

        // An earlier measurement must not be accepted in place of this run's, should this run fail.
        var store = new ReceivedStore(settings);
        store.Remove(model.Name);
        using var answerer = await source.OpenAsync(model, cancellationToken);
        var (measurement, faults) = await AskedModel.MeasureAsync(settings, model, answerer, cancellationToken);
        store.Write(measurement);
        if (copy is not null)
        {
            AtomicFile.WriteAllText(copy, MeasurementJson.Write(measurement));
        }

        Console.WriteLine(AlignmentTable.Render(measurement, null, model.Place, answerer.Device, answerer.Journal, settings.GateOf(model.Name))
            + string.Concat(measurement.Worlds.Select(world => ConductivityTable.Render(world, null))));
        await TellAsync(faults);
        Console.WriteLine($"Measured in {clock.Elapsed.TotalSeconds:0.0} s, not judged: {ShownPath.Of(store.PathOf(model.Name))}\n"
            + $"The suite ('dotnet test') judges it{(!faults.IsEmpty ? "; it cannot be accepted as a whole, since teachings were not measured"
                : Pipeline.IsRunning ? string.Empty
                : $"; {ToolCommand.Quote("accept")} makes it the baseline")}.");
        return faults.IsEmpty;
    }

    private static async Task TellAsync(ImmutableArray<TeachingFault> faults)
    {
        foreach (var fault in faults)
        {
            await Console.Error.WriteLineAsync(fault.Message);
        }
    }
}
