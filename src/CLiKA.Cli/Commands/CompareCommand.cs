using System.Collections.Immutable;
using System.CommandLine;
using CLiKA.Baselines;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;
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
    private const string What = "A measurement, the folder of a model in baselines/, or a model's folder, which is asked as the configuration says.";

    public static Command Create()
    {
        var policy = new JudgePolicy();
        var baseline = new Argument<string>("BASELINE") { Description = What };
        var received = new Argument<string>("RECEIVED") { Description = What };
        var alpha = new Option<double>("--alpha")
        {
            Description = "Chance of any false alarm, between 0 and 1.",
            HelpName = "A",
            DefaultValueFactory = _ => policy.Alpha,
            CustomParser = Numbers.One<double>(value => value is > 0 and < 1, "a number between 0 and 1"),
        };
        var minimumDrop = new Option<double>("--min-drop")
        {
            Description = "Smallest change of accuracy that counts: 0.01 is a point.",
            HelpName = "D",
            DefaultValueFactory = _ => policy.MinimumDrop,
            CustomParser = Numbers.One<double>(value => value is >= 0 and < 1, "a number from 0 on and below 1"),
        };
        var tests = new Option<string>("--tests")
        {
            Description = "The family of tests: one for each (probe set, language) cell and one for each level and probe set, pooled over "
                + "languages; or one for each cell alone.",
            DefaultValueFactory = _ => TestFamilyName.Of(policy.Tests),
        };
        tests.AcceptOnlyFromAmong([.. Enum.GetValues<TestFamily>().Select(TestFamilyName.Of)]);
        var noise = new Option<string>("--noise")
        {
            Description = "Which noise, where it stands beside the baseline, a change has to exceed: of execution, of other wordings too, or none.",
            DefaultValueFactory = _ => NoiseUseName.Of(policy.Noise),
        };
        noise.AcceptOnlyFromAmong([.. Enum.GetValues<NoiseUse>().Select(NoiseUseName.Of)]);
        var strict = new Option<bool>("--strict") { Description = "Fails on any changed metric, better or worse, as a snapshot does." };
        var noLoss = new Option<string[]>("--no-loss")
        {
            Description = "A probe set of which no loss is let pass: an item that was right and is wrong fails, be it one. May be given several times.",
            HelpName = "ID",
        };
        var acrossDevices = new Option<bool>("--across-devices")
        {
            Description = "Compares answers of the CPU with those of CUDA, whose last digits differ.",
        };
        var retrieval = new Option<string>("--retrieval")
        {
            Description = "How conductivity is read where it decides: what the model says, or what it finds likeliest.",
            DefaultValueFactory = _ => RetrievalWayName.Of(default),
        };
        retrieval.AcceptOnlyFromAmong([.. Enum.GetValues<RetrievalWay>().Select(RetrievalWayName.Of)]);
        var items = new Option<bool>("--items")
        {
            Description = "Lists every item that was lost or won, in words where a configured probe set, or one of --texts, has the same items; not with --format json.",
        };
        var format = new Option<string>("--format") { Description = "How the result is printed.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var report = new Option<string?>("--report")
        {
            Description = "A folder for the report that a run of the suite leaves behind: a page, figures and results. Texts come from the "
                + "configured probe sets, where those were asked, or from --texts.",
            HelpName = "DIR",
        };
        var texts = new Option<string?>("--texts")
        {
            Description = "A folder with the probe sets that were asked, as 'import --texts' writes it, in the place of the configured ones.",
            HelpName = "DIR",
        };
        var configuration = Locations.ConfigurationOption();
        var command = new Command("compare", "Compares two measurements or models, item by item.")
        {
            baseline, received, alpha, minimumDrop, tests, noise, strict, noLoss, acrossDevices, retrieval, items, format, report, texts, configuration,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = new Lazy<AlignmentConfiguration>(() => Locations.ReadConfiguration(parsed.GetValue(configuration)));
            var (path, other) = (parsed.GetRequiredValue(baseline), parsed.GetRequiredValue(received));

            // Both before either is asked: a path that is wrong must not cost an hour of inference.
            var (read, otherRead) = (ComparedModel.ReadUnlessModel(path), ComparedModel.ReadUnlessModel(other));
            var kept = Known(
                parsed.GetValue(noLoss) ?? [], other, (otherRead ?? read)?.ProbeSets.Select(set => set.ProbeSet) ?? settings.Value.ProbeSets.Select(set => set.Id));
            var before = read ?? await ComparedModel.AskAsync(path, settings.Value, cancellationToken);
            var now = otherRead ?? await ComparedModel.AskAsync(other, settings.Value, cancellationToken);
            var packs = new Lazy<ImmutableSortedDictionary<string, ProbePack>>(
                () => ComparisonReport.PacksOf(now, parsed.GetValue(configuration), parsed.GetValue(texts)));
            if (parsed.GetValue(texts) is not null)
            {
                // A path that is wrong is an error whatever the verdict, and not only once there is something to show.
                _ = packs.Value;
            }

            var asked = new JudgePolicy(parsed.GetValue(alpha), parsed.GetValue(minimumDrop), AcrossDevices: parsed.GetValue(acrossDevices))
            {
                Tests = TestFamilyName.TryParse(parsed.GetValue(tests)!, out var family) ? family : policy.Tests,
                Strict = parsed.GetValue(strict),
                NoLossIn = kept,
                Noise = NoiseUseName.TryParse(parsed.GetValue(noise)!, out var use) ? use : policy.Noise,
            };
            var evidence = new Evidence(now, before) { Noise = NoiseStore.Read(path) };
            var judgement = Tried(Judge.Compare(evidence, asked, Scope.Everything), evidence);
            var taught = new ConductivityPolicy(asked.Alpha, asked.MinimumDrop, asked.AcrossDevices)
            {
                Strict = asked.Strict,
                Way = RetrievalWayName.TryParse(parsed.GetValue(retrieval)!, out var way) ? way : default,
            };
            var retrieved = ConductivityJudge.Compare(before.Worlds, now.Worlds, taught, Scope.Everything);
            if (judgement is { Cells.IsEmpty: true, Objections.IsEmpty: true } && retrieved is { Cells.IsEmpty: true, Objections.IsEmpty: true })
            {
                throw new InvalidInputException(path, $"nothing was compared: neither it nor {other} has an answer to anything.");
            }

            Console.Write(parsed.GetValue(format) == "json"
                ? JsonText.WriteObject(JsonText.Indented, writer => JudgementJson.Write(writer, judgement, retrieved)) + "\n"
                : SafeText.WithoutCommands(ComparisonTable.Render(before, now, judgement) + Conductivity(retrieved)
                    + (parsed.GetValue(items)
                        ? ChangedItemsTable.Render(ChangedItems.Of(before, now, judgement, packs.Value))
                        : Lost(judgement, packs, before, now))));
            var (folder, tellsServer) = (parsed.GetValue(report), OrderlessWriter.IsNeeded && parsed.GetValue(format) != "json");
            if (folder is not null || tellsServer)
            {
                var devices = string.Join(", ", now.ProbeSets.Select(set => set.Fingerprint.Device).Distinct());
                var hasItems = folder is not null || judgement.FailedCells.Any() || judgement.FailedPools.Any();
                ComparisonReport.Leave(
                    new ModelReport(now, before, judgement, retrieved, other, devices)
                    {
                        Packs = hasItems ? packs.Value : ImmutableSortedDictionary<string, ProbePack>.Empty,
                        BaselineFolder = path,
                    },
                    folder,
                    tellsServer);
            }

            return (Verdict)Math.Max((int)judgement.Verdict, (int)retrieved.Verdict) switch
            {
                Verdict.Pass => ExitCode.Pass,
                Verdict.Regressed or Verdict.Changed => ExitCode.Regressed,
                _ => ExitCode.Unusable,
            };
        });
        return command;
    }

    // A pass says nothing of a set that could not have failed; the suite has a row for that.
    private static Judgement Tried(Judgement judgement, Evidence evidence)
    {
        var gate = judgement.Policy with
        {
            FamilySize = judgement.Cells.Count(cell => cell.AdjustedP is not null),
            PooledFamilySize = judgement.Pools.Length,
        };
        var blind =
            from name in judgement.Cells.Select(cell => cell.ProbeSet).Distinct()
            let set = evidence.Accepted!.In(name)!
            let cause = GateTrial.BlindedBy(new AcceptedBaseline(set), evidence.Noise, gate)
            where cause is not null
            select GateSummary.Blind(set, gate, cause.Value);
        return judgement with { Remarks = [.. judgement.Remarks, .. blind] };
    }

    // A name that is misspelt would let losses pass.
    private static ImmutableHashSet<string> Known(string[] sets, string place, IEnumerable<string> known) =>
        sets.Except(known).FirstOrDefault() is { } unknown
            ? throw new InvalidInputException(place, $"has no probe set '{unknown}', which --no-loss names; its probe sets are {string.Join(", ", known)}.")
            : [.. sets];

    private static string Conductivity(ConductivityJudgement judgement) =>
        judgement.Cells.IsEmpty && judgement.Objections.IsEmpty ? string.Empty : ConductivitySummary.Render(judgement) + '\n';

    // Only where texts are at hand, since ids and letters are in the measurements; but what must not be lost is named.
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
