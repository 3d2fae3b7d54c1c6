using System.CommandLine;
using CLiKA.Baselines;
using CLiKA.Baselines.Taught;
using CLiKA.Configuration;
using CLiKA.Measurements;
using CLiKA.Reporting;
using CLiKA.Runs;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika accept</c>.</summary>
internal static class AcceptCommand
{
    public static Command Create()
    {
        var configuration = Locations.ConfigurationOption();
        var model = new Option<string?>("--model") { Description = "Name of one model; by default all.", HelpName = "NAME" };
        var probeSet = new Option<string?>("--probe-set") { Description = "Identifier of one probe set; by default all.", HelpName = "ID" };
        var world = new Option<string?>("--world") { Description = "Identifier of one fictional world; by default all.", HelpName = "ID" };
        var command = new Command("accept", "Shows what changes, and makes what the last run received the baseline.")
        {
            configuration, model, probeSet, world,
        };
        command.SetAction(parsed =>
        {
            // A person reviews a baseline; a pipeline that accepts its own results is no gate.
            if (Pipeline.IsRunning)
            {
                Console.Error.WriteLine("CI is set: a baseline is accepted by a person, not by a pipeline.");
                return ExitCode.Unusable;
            }

            var settings = Locations.ReadConfiguration(parsed.GetValue(configuration));
            var models = Choose(settings, "models", settings.Models.Select(entry => entry.Name), parsed.GetValue(model));
            var (set, place) = (parsed.GetValue(probeSet), parsed.GetValue(world));

            // Who names one probe set or one world means nothing else.
            List<string> sets = set is null && place is not null
                ? []
                : Choose(settings, "probe sets", settings.ProbeSets.Select(entry => entry.Id), set);
            List<string> worlds = place is null && set is not null
                ? []
                : Choose(settings, "worlds", settings.Worlds.Select(entry => entry.Id), place);

            // All are read before the first is written: a measurement that is missing leaves no half-accepted baseline.
            var received = models.ConvertAll(name => new ReceivedStore(settings).ReadComplete(name, sets, worlds));
            foreach (var measurement in received)
            {
                Accept(settings, measurement with
                {
                    ProbeSets = [.. measurement.ProbeSets.Where(candidate => sets.Contains(candidate.ProbeSet))],
                    Worlds = [.. measurement.Worlds.Where(candidate => worlds.Contains(candidate.World))],
                });
            }

            return ExitCode.Pass;
        });
        return command;
    }

    private static List<string> Choose(AlignmentConfiguration settings, string what, IEnumerable<string> all, string? one)
    {
        var names = all.ToList();
        return one is null ? names
            : names.Contains(one) ? [one]
            : throw new InvalidInputException(settings.File, $"has no '{one}'; its {what} are {string.Join(", ", names)}.");
    }

    private static void Accept(AlignmentConfiguration settings, Measurement received)
    {
        if (!received.Worlds.IsEmpty)
        {
            AcceptWorlds(settings, received);
        }

        if (received.ProbeSets.IsEmpty)
        {
            return;
        }

        var baseline = Or(null, () => settings.Baselines.Read(received.Model, received.ProbeSets.Select(set => set.ProbeSet)));
        var noise = settings.Noise.Read(received.Model, received.ProbeSets.Select(set => set.ProbeSet));
        var judgement = Judge.Compare(new Evidence(received, baseline) { Noise = noise }, settings.Gate, Scope.Received);
        Console.Write(ComparisonTable.Render(baseline, received, judgement));
        foreach (var set in received.ProbeSets)
        {
            var path = Path.Combine(settings.Baselines.FolderOf(received.Model), set.ProbeSet);
            var previous = baseline?.ProbeSets.FirstOrDefault(candidate => candidate.ProbeSet == set.ProbeSet);
            if (previous is not null && BaselineText.Of(received.Model, previous) == BaselineText.Of(received.Model, set))
            {
                Console.WriteLine($"{path}: unchanged.");
                continue;
            }

            settings.Baselines.Accept(received.Model, set);
            Console.WriteLine($"{path}: accepted.");
        }
    }

    private static void AcceptWorlds(AlignmentConfiguration settings, Measurement received)
    {
        var baseline = Or([], () => settings.ConductivityBaselines.ReadOf(received.Model, received.Worlds.Select(world => world.World)));
        var judgement = ConductivityJudge.Compare(
            baseline, received.Worlds, settings.ConductivityGateOf(received.Model), Scope.Received);
        Console.WriteLine($"{received.Model}{string.Concat(received.Worlds.Select(world => ConductivityTable.Render(world, judgement)))}");
        Console.WriteLine(ConductivitySummary.Render(judgement));
        foreach (var world in received.Worlds)
        {
            var path = Path.Combine(settings.Baselines.FolderOf(received.Model), ConductivityStore.NameOf(world.World));
            var previous = baseline.FirstOrDefault(candidate => candidate.World == world.World);
            if (previous is not null && ConductivityText.Of(received.Model, previous) == ConductivityText.Of(received.Model, world))
            {
                Console.WriteLine($"{path}: unchanged.");
                continue;
            }

            settings.ConductivityBaselines.Accept(received.Model, world);
            Console.WriteLine($"{path}: accepted.");
        }
    }

    // A damaged baseline is no reason to keep it: accepting is how it is mended.
    private static T Or<T>(T otherwise, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidInputException error)
        {
            Console.WriteLine($"The baseline could not be read and is replaced. {error.Message}");
            return otherwise;
        }
    }
}
