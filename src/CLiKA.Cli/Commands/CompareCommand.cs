using System.Collections.Immutable;
using System.CommandLine;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Reporting;
using CLiKA.Reporting.Lost;
using CLiKA.Reporting.Results;
using CLiKA.Reporting.Runs;
using CLiKA.Reporting.Texts;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika compare</c>.</summary>
internal static class CompareCommand
{
    private const string What = "A measurement, a model's folder in baselines/, or a model folder, which is asked as the configuration says.";

    private static readonly Argument<string> Baseline = new("BASELINE") { Description = What };
    private static readonly Argument<string> Received = new("RECEIVED") { Description = What };
    private static readonly PolicyOptions Policy = new();

    private static readonly Option<bool> Items = new("--items")
    {
        Description = "Lists every lost and won item, with its text where a configured probe set, or one of --texts, has the same items. Not with --format json.",
    };

    private static readonly Option<string> Format = new("--format") { Description = "How the result is printed.", DefaultValueFactory = _ => "table" };

    private static readonly Option<string?> Report = new("--report")
    {
        Description = "Writes a report to this folder, as a run of the suite does: a page, figures and results. Texts come from the configured "
            + "probe sets, where those were asked, or from --texts.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Texts = new("--texts")
    {
        Description = "A folder with the probe sets that were asked, as 'import --texts' writes it; used instead of the configured ones.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> ConfigurationFile = Locations.ConfigurationOption();

    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("table", "json");
        var command = new Command("compare", "Compares two measurements or models, item by item.") { Baseline, Received };
        Policy.AddTo(command);
        foreach (var option in (Option[])[Items, Format, Report, Texts, ConfigurationFile])
        {
            command.Add(option);
        }

        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (path, other) = (parsed.GetRequiredValue(Baseline), parsed.GetRequiredValue(Received));
        var (before, now) = await ReadAsync(parsed, path, other, cancellationToken);
        var packs = new Lazy<ImmutableSortedDictionary<string, ProbePack>>(
            () => ComparisonReport.PacksOf(now, parsed.GetValue(ConfigurationFile), parsed.GetValue(Texts)));
        if (parsed.GetValue(Texts) is not null)
        {
            // An invalid path is an error whatever the verdict, not only once there is something to show.
            _ = packs.Value;
        }

        var evidence = new Evidence(now, before) { Noise = NoiseStore.Read(path) };
        var retrieved = ConductivityJudge.Compare(before.Worlds, now.Worlds, Policy.OfConductivity(parsed), Scope.Everything);
        var judgement = Tried(Judge.Compare(evidence, Policy.OfSets(parsed), Scope.Everything), evidence, retrieved);
        if (judgement is { Cells.IsEmpty: true, Objections.IsEmpty: true } && retrieved is { Cells.IsEmpty: true, Objections.IsEmpty: true })
        {
            throw new InvalidInputException(path, $"nothing was compared: neither it nor {other} holds any answers.");
        }

        var verdict = ((Verdict[])[judgement.Verdict, retrieved.Verdict]).Max();
        var isJson = parsed.GetValue(Format) == "json";
        if (isJson)
        {
            Console.Write(JsonText.WriteObject(JsonText.Indented, writer => JudgementJson.Write(writer, judgement, retrieved)) + "\n");
        }
        else
        {
            // The verdict comes first, so that it is known even where a text cannot be read.
            Console.Write(SafeText.WithoutCommands(ComparisonTable.Render(before, now, judgement) + Conductivity(retrieved)));
            var items = parsed.GetValue(Items)
                ? ChangedItemsTable.Render(ChangedItems.Of(before, now, judgement, packs.Value))
                : Lost(judgement, packs, before, now);

            // The verdict is repeated after hundreds of items, since people read a log from its end.
            Console.Write(SafeText.WithoutCommands(items) + (items.Length == 0 ? string.Empty : $"\nVerdict: {EnumName.Of(verdict)}.\n"));
        }

        var devices = string.Join(", ", now.ProbeSets.Select(set => set.Fingerprint.Device).Distinct());
        Leave(
            new ModelReport(now, before, judgement, retrieved, other, devices) { BaselineFolder = Path.GetFullPath(path) },
            packs,
            parsed.GetValue(Report),
            OrderlessWriter.IsNeeded && !isJson);
        return verdict switch
        {
            Verdict.Pass => ExitCode.Pass,
            Verdict.Regressed or Verdict.Changed => ExitCode.Regressed,
            _ => ExitCode.Unusable,
        };
    }

    // Both are checked before either model is asked: an invalid path or name must not cost an hour of inference.
    private static async Task<(Measurement Before, Measurement Now)> ReadAsync(
        ParseResult parsed, string path, string other, CancellationToken cancellationToken)
    {
        var settings = new Lazy<AlignmentConfiguration>(() => Locations.ReadConfiguration(parsed.GetValue(ConfigurationFile)));
        var (before, now) = (ComparedModel.ReadUnlessModel(path), ComparedModel.ReadUnlessModel(other));
        var (place, known) = (now ?? before) is { } read
            ? (now is null ? path : other, read.ProbeSets.Select(set => set.ProbeSet))
            : (settings.Value.File, settings.Value.ProbeSets.Select(set => set.Id));
        Policy.RequireKnown(parsed, place, known);
        return (
            before ?? await ComparedModel.AskAsync(path, settings.Value, cancellationToken),
            now ?? await ComparedModel.AskAsync(other, settings.Value, cancellationToken));
    }

    // The build server is told of items only where something failed.
    private static void Leave(ModelReport report, Lazy<ImmutableSortedDictionary<string, ProbePack>> packs, string? folder, bool tellsServer)
    {
        if (folder is null && !tellsServer)
        {
            return;
        }

        var hasItems = folder is not null || report.Judgement.FailedCells.Any() || report.Judgement.FailedPools.Any();
        ComparisonReport.Leave(
            report with { Packs = hasItems ? packs.Value : ImmutableSortedDictionary<string, ProbePack>.Empty }, folder, tellsServer);
    }

    // A pass means nothing for a set that could not have failed; the suite has a row for that. Where nothing else was compared it is not a pass.
    private static Judgement Tried(Judgement judgement, Evidence evidence, ConductivityJudgement retrieved)
    {
        var gate = judgement.Policy with
        {
            FamilySize = judgement.Cells.Count(cell => cell.AdjustedP is not null),
            PooledFamilySize = judgement.Pools.Length,
        };
        var sets = judgement.Cells.Select(cell => cell.ProbeSet).Distinct().ToList();
        List<Objection> blind =
        [
            .. from name in sets
               let set = evidence.Accepted!.In(name)!
               let cause = GateTrial.BlindedBy(new AcceptedBaseline(set), evidence.Noise, gate)
               where cause is not null
               select new Objection(name, Verdict.NotComparable, GateSummary.Blind(set, gate, cause.Value, areOptions: true)),
        ];
        var couldFail = blind.Count < sets.Count || retrieved.Cells.Any(cell => cell.Baseline.IsTaught(cell.Way));
        return couldFail
            ? judgement with { Remarks = [.. judgement.Remarks, .. blind.Select(set => set.Reason)] }
            : judgement with
            {
                Verdict = blind.Select(set => set.Verdict).Append(judgement.Verdict).Max(),
                Objections = [.. judgement.Objections, .. blind],
            };
    }

    private static string Conductivity(ConductivityJudgement judgement) =>
        judgement.Cells.IsEmpty && judgement.Objections.IsEmpty ? string.Empty : ConductivitySummary.Render(judgement) + '\n';

    // Only where texts are available, since ids and letters are in the measurements; but items that must not be lost are always named.
    private static string Lost(
        Judgement judgement, Lazy<ImmutableSortedDictionary<string, ProbePack>> packs, Measurement before, Measurement now)
    {
        var failed = judgement.FailedCells.ToList();
        if (failed.Count == 0)
        {
            return string.Empty;
        }

        var changes = ChangedItems.Of(before, now, judgement, packs.Value);
        return string.Concat(failed.Select(cell => (Cell: cell, Set: changes.First(set => set.ProbeSet == cell.ProbeSet)))
            .Where(entry => entry.Set.Pack is not null || entry.Cell.AdjustedP is null)
            .Select(entry => '\n' + LostKnowledge.Render(entry.Cell, entry.Set, "--items lists them.")));
    }
}
