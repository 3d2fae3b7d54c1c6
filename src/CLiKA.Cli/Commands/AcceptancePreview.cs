using System.Collections.Immutable;
using System.Text;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;
using CLiKA.Measurements.Taught;
using CLiKA.Reporting;

namespace CLiKA.Cli.Commands;

/// <summary>Determines and shows what changes if a received measurement is accepted.</summary>
/// <param name="settings">The configuration.</param>
/// <param name="received">The measurement, restricted to what is to be accepted.</param>
/// <param name="release">The release that it is marked as; null for none.</param>
internal sealed class AcceptancePreview(AlignmentConfiguration settings, Measurement received, string? release)
{
    private readonly JudgePolicy _gate = settings.GateOf(received.Model);
    private readonly string _folder = ShownPath.Of(settings.Baselines.FolderOf(received.Model));
    private readonly StringBuilder _shown = new();
    private readonly List<string> _blind = [];

    /// <summary>Compares the measurement with the baselines.</summary>
    /// <returns>What is to be shown and accepted; nothing is written yet.</returns>
    public PendingAcceptance Prepare()
    {
        var worlds = received.Worlds.IsEmpty ? [] : PrepareWorlds();
        var sets = received.ProbeSets.IsEmpty ? [] : PrepareSets();
        var candidate = received is { Place: { } at, StandsInFor: { } configured } ? (ShownPath.Of(at), ShownPath.Of(configured)) : ((string, string)?)null;
        ImmutableArray<PendingBaseline> baselines = [.. worlds, .. sets];
        return new(received.Model, _folder, candidate, $"{Heading(baselines)}{_shown}", baselines) { Blind = [.. _blind] };
    }

    // What changes is shown in full, since a person reviews it; of what does not, only the names.
    private string Heading(ImmutableArray<PendingBaseline> baselines)
    {
        if (!baselines.Any(baseline => baseline.IsChanged))
        {
            return string.Empty;
        }

        var origin = received.Place is { } place ? received.OriginAt(place) : "the measurement does not say where its model was";
        return $"{received.Model}: {origin}.\n" + Names("Unchanged", baseline => !baseline.IsChanged)
            + Names($"Unchanged, and marked as release {release}", baseline => baseline is { IsChanged: true, NeedsReason: false });

        string Names(string what, Predicate<PendingBaseline> isNamed)
        {
            var names = string.Join(", ", baselines.Where(baseline => isNamed(baseline)).Select(baseline => Path.GetFileName(baseline.Path)));
            return names.Length == 0 ? string.Empty : $"{what}: {names}.\n";
        }
    }

    private ImmutableArray<PendingBaseline> PrepareWorlds()
    {
        var baseline = ReadWorlds();
        var pending = received.Worlds.Select(world => (
            World: world, Baseline: Pending(world, baseline.FirstOrDefault(candidate => candidate.World == world.World)))).ToList();
        ImmutableArray<ConductivityMeasurement> changed = [.. pending.Where(entry => entry.Baseline.NeedsReason).Select(entry => entry.World)];
        if (!changed.IsEmpty)
        {
            var judgement = ConductivityJudge.Compare(baseline, changed, settings.ConductivityGateOf(received.Model), Scope.Received);
            _shown.Append(received.Model).AppendJoin(string.Empty, changed.Select(world => ConductivityTable.Render(world, judgement)));
            _shown.Append('\n').Append(ConductivitySummary.Render(judgement)).Append('\n');
        }

        return [.. pending.Select(entry => entry.Baseline)];
    }

    private ImmutableArray<ConductivityMeasurement> ReadWorlds()
    {
        try
        {
            return settings.ConductivityBaselines.ReadOf(received.Model, received.Worlds.Select(world => world.World));
        }
        catch (InvalidInputException error)
        {
            throw Refusal(error);
        }
    }

    private PendingBaseline Pending(ConductivityMeasurement world, ConductivityMeasurement? previous)
    {
        var isNew = previous is null || ConductivityText.Of(received.Model, previous) != ConductivityText.Of(received.Model, world);
        var isMarked = !isNew && release is not null && (ChangesOf(world.World) is not [var change] || change.Release != release);
        return new(Path.Combine(_folder, ConductivityStore.NameOf(world.World)), isNew || isMarked, isNew, reason =>
            settings.ConductivityBaselines.Accept(
                received.Model,
                world,
                [.. release is null ? ChangesOf(world.World) : [], new AcceptedChange(reason) { Release = release }]));
    }

    private ImmutableArray<AcceptedChange> ChangesOf(string world) => settings.ConductivityBaselines.ChangesOf(received.Model, world);

    private ImmutableArray<PendingBaseline> PrepareSets()
    {
        var evidence = settings.Baselines.EvidenceFor(received, settings.ProbeSets.Select(set => set.Id));
        if (evidence.Unreadable.FirstOrDefault(entry => received.In(entry.Key) is not null) is { Key: { } set, Value: var error })
        {
            throw error.File == settings.Noise.PathOf(received.Model, set) ? RefusalForNoise(error) : Refusal(error);
        }

        var next = release is null
            ? Acceptance.Of(evidence, _gate, string.Empty)
            : Acceptance.OfRelease(received, release, null);
        var sets = next.Select(baseline => (Next: baseline, Previous: evidence.BaselineOf(baseline.Measurement.ProbeSet)))
            .Select(set => (set.Next, set.Previous, Pending: Pending(set.Next, set.Previous))).ToList();
        Show(evidence, [.. sets.Where(set => set.Pending.NeedsReason).Select(set => set.Next.Measurement)]);
        _shown.Append(DriftTable.Render([.. sets.Where(set => set.Pending.IsChanged).Select(set => set.Previous).OfType<AcceptedBaseline>()], received, _gate));
        foreach (var (baseline, previous, _) in sets)
        {
            ShowMoved(baseline.Measurement.ProbeSet, baseline.Changes[^1].References, previous);
        }

        ShowBlind(next, evidence.Noise);
        ShowUnmarked(sets.Where(set => set.Pending.IsChanged).Select(set => set.Next));
        return [.. sets.Select(set => set.Pending)];
    }

    private void Show(Evidence evidence, ImmutableArray<ProbeSetMeasurement> changed)
    {
        if (!changed.IsEmpty)
        {
            ImmutableArray<ProbeSetMeasurement> accepted = [.. changed.Select(set => evidence.Accepted?.In(set.ProbeSet)).OfType<ProbeSetMeasurement>()];
            var shown = evidence with
            {
                Received = received with { ProbeSets = changed },
                Accepted = accepted.IsEmpty ? null : evidence.Accepted! with { ProbeSets = accepted },
            };
            _shown.Append(ComparisonTable.Render(shown.Accepted, shown.Received, Judge.Compare(shown, _gate, Scope.Received)));
        }
    }

    private PendingBaseline Pending(AcceptedBaseline baseline, AcceptedBaseline? previous)
    {
        var set = baseline.Measurement;
        var isNew = previous is null
            || !baseline.Changes[^1].References.IsEmpty
            || BaselineText.Of(received.Model, previous.Measurement) != BaselineText.Of(received.Model, set);
        var isMarked = !isNew && release is not null && (previous!.Release != release || previous.Changes.Length > 1);
        return new(Path.Combine(_folder, set.ProbeSet), isNew || isMarked, isNew, reason => settings.Baselines.Accept(received.Model, baseline with
        {
            Changes = [.. baseline.Changes[..^1], baseline.Changes[^1] with { Reason = reason }],
        }));
    }

    // Where no loss is allowed nothing is compared with a release.
    private void ShowMoved(string probeSet, ImmutableArray<Language> moved, AcceptedBaseline? previous)
    {
        foreach (var languages in (_gate.NoLossIn.Contains(probeSet) ? [] : moved)
            .GroupBy(language => previous!.Reference!.In(language) is null ? null : previous.PointOf(language)))
        {
            var names = string.Join(' ', languages);
            _shown.Append('\n').Append(probeSet).Append(": ").Append(languages.Key is { } point
                ? $"accepting this moves the reference of {names} from {(point.Reason is null ? string.Empty : "where ")}{point} to here: "
                    + "later losses add up from here.\n"
                : $"the reference of {names} begins here: later losses add up from here.\n");
        }
    }

    // The next run would fail, after the baseline was reviewed and committed.
    private void ShowBlind(ImmutableArray<AcceptedBaseline> next, ImmutableArray<ProbeSetNoise> noise)
    {
        foreach (var baseline in next)
        {
            if (GateTrial.BlindedBy(baseline, noise, _gate) is { } cause)
            {
                _blind.Add(baseline.Measurement.ProbeSet);
                _shown.Append('\n').Append(GateSummary.Blind(baseline.Measurement, _gate, cause)).Append('\n');
            }
        }
    }

    private void ShowUnmarked(IEnumerable<AcceptedBaseline> next)
    {
        var unmarked = next.Where(baseline => baseline.Release is null).Select(baseline => baseline.Measurement.ProbeSet).Except(_gate.NoLossIn).ToList();
        if (release is null && unmarked.Count > 0)
        {
            _shown.Append("\nNo release is marked for ").AppendJoin(", ", unmarked).Append(", so small losses that are accepted one after another do not add up. "
                + $"Mark one with {ToolCommand.Quote("accept --release NAME")}.\n");
        }
    }

    // The history of a baseline is in its files: accepting over files that cannot be read would lose it.
    private static InvalidInputException Refusal(InvalidInputException error) => Refusal(
        error, "since that would lose what was accepted before and why. Restore the baseline from version control first; to begin anew, delete its files.");

    // Beside such a file, the next run would fail whatever was accepted.
    private static InvalidInputException RefusalForNoise(InvalidInputException error) => Refusal(
        error, "since no run can be judged beside this file. Restore it from version control first, or delete it and measure the noise again with "
            + $"{ToolCommand.Quote("noise --accept")}.");

    private static InvalidInputException Refusal(InvalidInputException error, string reason) =>
        new(error.File, error.Line, $"{error.Problem} Nothing was accepted, {reason}", error);
}
