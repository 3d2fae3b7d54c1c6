using System.Collections.Immutable;
using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;
using CLiKA.Metrics;

namespace CLiKA.Baselines.Noise;

/// <summary>The measured noise that applies to the compared probe sets, and the reasons why other noise does not.</summary>
internal sealed class NoiseEvidence
{
    // By probe set. Noise across devices applies only where two kinds of device are compared.
    private readonly Dictionary<string, (ProbeSetNoise Noise, bool AcrossDevices)> _usable = new(StringComparer.Ordinal);
    private readonly NoiseUse _use;

    public NoiseEvidence(
        ImmutableArray<ProbeSetNoise> noise,
        IReadOnlyList<(ProbeSetMeasurement Baseline, ProbeSetMeasurement Received)> sets,
        JudgePolicy policy)
    {
        _use = policy.Noise;
        var remarks = ImmutableArray.CreateBuilder<string>();
        foreach (var set in policy.Noise == NoiseUse.None ? [] : sets)
        {
            var name = set.Received.ProbeSet;
            if (noise.FirstOrDefault(candidate => candidate.ProbeSet == name) is not { } ofSet)
            {
                continue;
            }

            var devices = (Baseline: set.Baseline.Fingerprint.Device, Received: set.Received.Fingerprint.Device);
            var differences = DifferencesOf(ofSet, set).ToList();
            if (differences.Count > 0)
            {
                remarks.Add($"{name}: its noise was measured under other conditions and is ignored: {string.Join("; ", differences)}. "
                    + $"Measure it again with {ToolCommand.Quote("noise --accept")}.");
                continue;
            }

            var acrossDevices = devices.Baseline != devices.Received;
            _usable[name] = (ofSet, acrossDevices);
            if (acrossDevices && ofSet.Of(NoiseKind.Device) is null)
            {
                remarks.Add($"{name}: answers of {devices.Baseline} and {devices.Received} are compared, but how far the device alone moves "
                    + $"them was not measured. {ToolCommand.Quote("noise --variants device --accept")} measures it, on a machine that has both.");
            }
        }

        Remarks = remarks.ToImmutable();
    }

    /// <summary>One sentence for each noise that does not count, or that is missing where it should count.</summary>
    public ImmutableArray<string> Remarks { get; }

    public NoiseFloor? Of(string probeSet, Language language) => FloorOf(probeSet, noise => noise.In(language)?.Change);

    public NoiseFloor? Of(string probeSet, Level level) => FloorOf(probeSet, noise => noise.At(level)?.Change);

    private static IEnumerable<string> DifferencesOf(
        ProbeSetNoise noise, (ProbeSetMeasurement Baseline, ProbeSetMeasurement Received) set)
    {
        // Noise across devices was measured between the two, so it applies to either.
        var received = set.Received.Fingerprint;
        var expected = noise.Fingerprint.Device == set.Baseline.Fingerprint.Device ? received with { Device = noise.Fingerprint.Device } : received;
        foreach (var difference in noise.Fingerprint.DifferencesTo(expected, "noise"))
        {
            yield return difference;
        }

        // A test pooled over other languages is another test; a filtered run leaves out cells, and its pooled tests with them.
        var measured = noise.Kinds[0].Cells.Select(cell => cell.Language).ToHashSet();
        var judged = set.Received.Languages.Select(cell => cell.Language).ToList();
        var isWhole = judged.Count == set.Baseline.Languages.Length;
        if (!measured.IsSupersetOf(judged) || (isWhole && measured.Count != judged.Count))
        {
            yield return $"different languages (noise {string.Join(' ', measured)}, received {string.Join(' ', judged)})";
        }
    }

    private NoiseFloor? FloorOf(string probeSet, Func<KindNoise, double?> changeOf)
    {
        if (!_usable.TryGetValue(probeSet, out var entry))
        {
            return null;
        }

        var movements =
            from noise in entry.Noise.Kinds
            where noise.Kind != NoiseKind.Device || entry.AcrossDevices
            let change = changeOf(noise)
            where change is not null
            select new NoiseMovement(noise.Kind, Math.Abs(change.Value));
        var byWords = movements.ToLookup(movement => movement.Kind == NoiseKind.Wordings);
        return new NoiseFloor(byWords[false].MaxBy(movement => movement.Size), byWords[true].FirstOrDefault(), _use);
    }
}
