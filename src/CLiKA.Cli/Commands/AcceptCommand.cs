using System.CommandLine;
using CLiKA.Baselines;
using CLiKA.Baselines.Taught;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Runs;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika accept</c>.</summary>
internal static class AcceptCommand
{
    private static readonly Option<string?> ConfigurationFile = Locations.ConfigurationOption();
    private static readonly Option<string?> Model = new("--model") { Description = "Only this model; by default all.", HelpName = "NAME" };
    private static readonly Option<string?> ProbeSet = new("--probe-set") { Description = "Only this probe set; by default all.", HelpName = "ID" };
    private static readonly Option<string?> World = new("--world") { Description = "Only this fictional world; by default all.", HelpName = "ID" };

    private static readonly Option<string?> Reason = new("--reason")
    {
        Description = "Why the change is accepted, in one line; it is kept beside the numbers. At a terminal you are asked for a missing one.",
        HelpName = "TEXT",
    };

    private static readonly Option<string?> Release = new("--release")
    {
        Description = "Marks this as the baseline of a release: later losses add up from here.",
        HelpName = "NAME",
    };

    public static Command Create()
    {
        var command = new Command("accept", "Shows what would change, and makes the last run's measurement the baseline.")
        {
            ConfigurationFile, Model, ProbeSet, World, Reason, Release,
        };
        Rules.Add(command, result =>
        {
            if (result.GetValue(Reason) is { } reason && string.IsNullOrWhiteSpace(reason))
            {
                result.AddError($"{Reason.Name} is blank; expected why the change is accepted.");
            }
        });
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (WhyNot() is { } refusal)
        {
            Console.Error.WriteLine(refusal);
            return ExitCode.Unusable;
        }

        var settings = Locations.ReadConfiguration(parsed.GetValue(ConfigurationFile));
        var models = Choose(settings, "models", settings.Models.Select(entry => entry.Name), parsed.GetValue(Model));
        var (set, world) = (parsed.GetValue(ProbeSet), parsed.GetValue(World));

        // Naming only a probe set, or only a world, excludes all others.
        List<string> sets = set is null && world is not null
            ? []
            : Choose(settings, "probe sets", settings.ProbeSets.Select(entry => entry.Id), set);
        List<string> worlds = world is null && set is not null
            ? []
            : Choose(settings, "worlds", settings.Worlds.Select(entry => entry.Id), world);

        // Locked against runs, which replace one model's measurement after the other and read baselines.
        using var held = Directory.Exists(settings.ArtifactsFolder) ? RunLock.Take(settings.ArtifactsFolder) : null;
        CompleteInterrupted(settings, models, [.. sets, .. worlds.Select(ConductivityStore.NameOf)]);

        // All are read before the first is written, so that a missing measurement leaves no baseline half accepted.
        var received = models.ConvertAll(name => new ReceivedStore(settings).ReadComplete(name, sets, worlds));
        return Accept(
            received.ConvertAll(measurement => new AcceptancePreview(
                settings,
                measurement with
                {
                    ProbeSets = [.. measurement.ProbeSets.Where(candidate => sets.Contains(candidate.ProbeSet))],
                    Worlds = [.. measurement.Worlds.Where(candidate => worlds.Contains(candidate.World))],
                },
                parsed.GetValue(Release)).Prepare()),
            parsed.GetValue(Reason)?.Trim());
    }

    // A person reviews a baseline; a pipeline that accepts its own results is no gate. And where a shard is set, only a part was asked: what is there
    // to accept is from another run.
    private static string? WhyNot() =>
        Pipeline.Sign is { } sign ? $"{sign} is set: a baseline is accepted by a person, not by a pipeline. Run the suite and accept on your machine."
        : Shard.Asked is { } shard
            ? $"{Shard.Variable} is {shard}: a shard is no measurement. Merge the shards' journals, run the suite without a shard, and accept that run."
        : null;

    private static void CompleteInterrupted(AlignmentConfiguration settings, List<string> models, List<string> files)
    {
        foreach (var name in models)
        {
            foreach (var completed in settings.Baselines.Complete(name, files))
            {
                Console.WriteLine($"{ShownPath.Of(Path.Combine(settings.Baselines.FolderOf(name), completed))}: an interrupted acceptance was completed.");
            }
        }
    }

    private static int Accept(List<PendingAcceptance> changes, string? reason)
    {
        changes.ForEach(change => Console.Write(change.Shown));
        var changed = changes.Where(change => change.HasChanges).ToList();
        if (changed.Count < changes.Count)
        {
            Console.WriteLine($"Unchanged: {string.Join(", ", changes.Except(changed).Select(change => change.Model))}.");
        }

        if (reason is null && changes.Exists(change => change.NeedsReason) && (reason = Ask()) is null)
        {
            Console.Error.WriteLine(
                "Nothing was accepted: a reason is missing. Give one with --reason \"...\", in one line; it is kept beside the numbers.");
            return ExitCode.Unusable;
        }

        foreach (var line in changes.SelectMany(change => change.Accept(reason)))
        {
            Console.WriteLine(line);
        }

        if (changed.Count > 0)
        {
            Console.WriteLine($"Next: commit what changed in {string.Join(", ", changed.Select(change => change.Folder))}.");
        }

        foreach (var (place, configured) in changed.Select(change => change.Candidate).OfType<(string, string)>())
        {
            Console.WriteLine($"The new baseline is that of {place}: put it in place of {configured}, or name it in clika.json. Until then, a run still asks the old model.");
        }

        // Accepted all the same: the mending is a setting, after which the same baseline serves.
        foreach (var change in changes.Where(change => !change.Blind.IsEmpty))
        {
            Console.WriteLine($"The next run will fail in Guards({change.Model}, ...): the gate of {string.Join(", ", change.Blind)} cannot fail. What to change is said above.");
        }

        return ExitCode.Pass;
    }

    private static List<string> Choose(AlignmentConfiguration settings, string what, IEnumerable<string> all, string? one)
    {
        var names = all.ToList();
        return one is null ? names
            : names.Contains(one) ? [one]
            : throw new InvalidInputException(settings.File, $"has no '{one}'; its {what} are {string.Join(", ", names)}.");
    }

    // Only an interactive user can be asked.
    private static string? Ask()
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        Console.Error.Write("Why is this accepted? ");
        return Console.ReadLine()?.Trim() is { Length: > 0 } answer ? answer : null;
    }
}
