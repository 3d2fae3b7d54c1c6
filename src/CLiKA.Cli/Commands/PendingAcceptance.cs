using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CLiKA.Baselines;
using CLiKA.Baselines.Taught;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Reporting;

namespace CLiKA.Cli.Commands;

/// <summary>A received measurement that is about to become the baseline of its model: it is shown first, then accepted.</summary>
internal sealed class PendingAcceptance
{
    private readonly AlignmentConfiguration _settings;
    private readonly Measurement _received;
    private readonly string? _release;
    private readonly StringBuilder _shown = new();
    private readonly ImmutableArray<AcceptedBaseline> _next = [];
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changedWorlds = new(StringComparer.Ordinal);

    public PendingAcceptance(AlignmentConfiguration settings, Measurement received, string? release)
    {
        (_settings, _received, _release) = (settings, received, release);
        _shown.Append(received.Model).Append(": ").Append(received.Place is { } place
            ? received.OriginAt(place)
            : "the measurement does not say where its model was").Append(".\n");
        ShowWorlds();
        if (!received.ProbeSets.IsEmpty)
        {
            _next = ShowSets();
        }
    }

    /// <summary>Whether an answer changes, so that a reason must be given.</summary>
    public bool NeedsReason { get; private set; }

    /// <summary>Whether accepting writes anything.</summary>
    public bool HasChanges => _changed.Count + _changedWorlds.Count > 0;

    /// <summary>Path of the folder with the model's baselines.</summary>
    public string Folder => _settings.Baselines.FolderOf(_received.Model);

    private JudgePolicy Gate => _settings.GateOf(_received.Model);

    public string Render() => _shown.ToString();

    /// <summary>Writes the changed baselines.</summary>
    /// <param name="reason">The reason; null where only a release is marked.</param>
    /// <returns>A line for each probe set and world.</returns>
    public string Accept(string? reason)
    {
        var text = new StringBuilder();
        foreach (var world in _received.Worlds)
        {
            if (_changedWorlds.Contains(world.World))
            {
                var change = new AcceptedChange(reason) { Release = _release };
                _settings.ConductivityBaselines.Accept(
                    _received.Model, world, [.. _release is null ? ChangesOf(world.World) : [], change]);
            }

            Say(ConductivityStore.NameOf(world.World), _changedWorlds.Contains(world.World));
        }

        foreach (var baseline in _next)
        {
            var set = baseline.Measurement.ProbeSet;
            if (_changed.Contains(set))
            {
                _settings.Baselines.Accept(_received.Model, baseline with
                {
                    Changes = [.. baseline.Changes[..^1], baseline.Changes[^1] with { Reason = reason }],
                });
            }

            Say(set, _changed.Contains(set));
        }

        return text.ToString();

        void Say(string name, bool isChanged) =>
            text.Append(Path.Combine(Folder, name)).Append(isChanged ? ": accepted.\n" : ": unchanged.\n");
    }

    private ImmutableArray<AcceptedBaseline> ShowSets()
    {
        var evidence = ReadableEvidence() with
        {
            Noise = _settings.Noise.Read(_received.Model, _received.ProbeSets.Select(set => set.ProbeSet)),
        };
        _shown.Append(ComparisonTable.Render(
            evidence.Accepted, _received, Judge.Compare(evidence, Gate, Scope.Received)));
        _shown.Append(DriftTable.Render(evidence.Baselines, _received, Gate));
        var next = _release is null
            ? Acceptance.Of(evidence, Gate, string.Empty)
            : Acceptance.OfRelease(_received, _release, null);
        foreach (var baseline in next)
        {
            var set = baseline.Measurement;
            var previous = evidence.Baselines.FirstOrDefault(candidate => candidate.Measurement.ProbeSet == set.ProbeSet);
            var isChanged = previous is null
                || BaselineText.Of(_received.Model, previous.Measurement) != BaselineText.Of(_received.Model, set);
            var moved = baseline.Changes[^1].References;
            NeedsReason |= isChanged || !moved.IsEmpty;
            if (isChanged || !moved.IsEmpty || (_release is not null && (previous!.Release != _release || previous.Changes.Length > 1)))
            {
                _changed.Add(set.ProbeSet);
            }

            // Where no loss is allowed nothing is compared with a release.
            foreach (var languages in (Gate.NoLossIn.Contains(set.ProbeSet) ? [] : moved).GroupBy(language => previous!.Reference!.In(language) is null ? null : previous.PointOf(language)))
            {
                var names = string.Join(' ', languages);
                _shown.Append('\n').Append(set.ProbeSet).Append(": ").Append(languages.Key is { } point
                    ? $"accepting this moves the reference of {names} from {(point.Reason is null ? string.Empty : "where ")}{point} to here: "
                        + "later losses add up from here.\n"
                    : $"the reference of {names} begins here: later losses add up from here.\n");
            }
        }

        var unmarked = next.Where(baseline => baseline.Release is null).Select(baseline => baseline.Measurement.ProbeSet).Except(Gate.NoLossIn).ToList();
        if (_release is null && unmarked.Count > 0)
        {
            _shown.Append("\nNo release is marked for ").AppendJoin(", ", unmarked).Append(", so small losses that are accepted one after another do not add up. "
                + $"Mark one with {ToolCommand.Quote("accept --release NAME")}.\n");
        }

        return next;
    }

    private void ShowWorlds()
    {
        if (_received.Worlds.IsEmpty)
        {
            return;
        }

        var baseline = ReadEach(
            _received.Worlds.Select(world => world.World),
            world => _settings.ConductivityBaselines.ReadOf(_received.Model, [world]),
            _ => true);
        var judgement = ConductivityJudge.Compare(
            baseline, _received.Worlds, _settings.ConductivityGateOf(_received.Model), Scope.Received);
        _shown.Append(_received.Model).AppendJoin(string.Empty, _received.Worlds.Select(world => ConductivityTable.Render(world, judgement)));
        _shown.Append('\n').Append(ConductivitySummary.Render(judgement)).Append('\n');
        foreach (var world in _received.Worlds)
        {
            var previous = baseline.FirstOrDefault(candidate => candidate.World == world.World);
            if (previous is null || ConductivityText.Of(_received.Model, previous) != ConductivityText.Of(_received.Model, world))
            {
                _changedWorlds.Add(world.World);
                NeedsReason = true;
            }
            else if (_release is not null && (ChangesOf(world.World) is not [var change] || change.Release != _release))
            {
                _changedWorlds.Add(world.World);
            }
        }
    }

    private ImmutableArray<AcceptedChange> ChangesOf(string world) => _settings.ConductivityBaselines.ChangesOf(_received.Model, world);

    private Evidence ReadableEvidence()
    {
        var baselines = ReadEach(
            _settings.ProbeSets.Select(set => set.Id).Order(StringComparer.Ordinal),
            set => _settings.Baselines.EvidenceFor(_received, [set]).Baselines,
            set => _received.In(set) is not null);
        ImmutableArray<ProbeSetMeasurement> accepted =
            [.. baselines.Select(baseline => baseline.Measurement).Where(set => _received.In(set.ProbeSet) is not null)];
        return new Evidence(_received, accepted.IsEmpty ? null : new Measurement(_received.Model, accepted)) { Baselines = baselines };
    }

    // A damaged baseline can be replaced: accepting is the way to repair it. Each is read by itself, so that a damaged one does not lose the history
    // of the others.
    private ImmutableArray<T> ReadEach<T>(IEnumerable<string> names, Func<string, ImmutableArray<T>> read, Predicate<string> isReplaced)
    {
        var found = ImmutableArray.CreateBuilder<T>();
        foreach (var name in names)
        {
            try
            {
                found.AddRange(read(name));
            }
            catch (InvalidInputException error)
            {
                var replaced = isReplaced(name) ? " and is replaced" : string.Empty;
                _shown.Append(CultureInfo.InvariantCulture, $"The baseline of {name} could not be read{replaced}. {error.Message}\n");
            }
        }

        return found.ToImmutable();
    }
}
