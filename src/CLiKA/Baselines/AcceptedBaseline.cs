using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>
/// All that is kept of one probe set of a model: what was accepted last, what was accepted since the last release and why, and what the
/// release showed.
/// </summary>
/// <param name="Measurement">What was accepted last.</param>
public sealed record AcceptedBaseline(ProbeSetMeasurement Measurement)
{
    /// <summary>What was accepted, oldest first: from the last release on, which comes first, or from the first baseline.</summary>
    public ImmutableArray<AcceptedChange> Changes { get; init; } = [];

    /// <summary>
    /// What the last release showed or, where the probe set was revised after it, what was accepted at the revision; null where that is
    /// what was accepted last, or where no release was marked.
    /// </summary>
    public ProbeSetMeasurement? AtRelease { get; init; }

    /// <summary><see cref="AtRelease"/> with the answers of later acceptances in some languages; null where it is what holds in all.</summary>
    public ProbeSetMeasurement? MovedReference { get; init; }

    /// <summary>Name of the last release; null where none was marked.</summary>
    public string? Release => Changes.IsEmpty ? null : Changes[0].Release;

    /// <summary>Whether the probe set was revised after the release, so that losses add up from there.</summary>
    public bool IsRevised => Changes.Any(change => change.IsRevision);

    /// <summary>Where losses begin to add up; null where no release was marked.</summary>
    public ProbeSetMeasurement? Start => Release is null ? null : AtRelease ?? Measurement;

    /// <summary>What each language is held against, beside what was accepted last; null where no release was marked.</summary>
    public ProbeSetMeasurement? Reference => MovedReference ?? Start;

    /// <summary>How many of <see cref="Changes"/> lie behind <see cref="Start"/>.</summary>
    public int ChangesSinceStart => Changes.Length - 1 - LastIndex(change => change.IsRevision || change.Release is not null);

    /// <summary>Whether any of <see cref="Changes"/> behind <see cref="Start"/> moved a reference.</summary>
    public bool HasMovedReference => Changes.TakeLast(ChangesSinceStart).Any(change => !change.References.IsEmpty);

    /// <summary>From where losses of a language add up.</summary>
    /// <param name="language">The language; null for all together, which stand on the references of each.</param>
    /// <returns>The point; null where no release was marked.</returns>
    public ReferencePoint? PointOf(Language? language)
    {
        if (Release is null)
        {
            return null;
        }

        var moved = language is null ? -1 : LastIndex(change => change.References.Contains(language));
        return moved > Changes.Length - 1 - ChangesSinceStart
            ? new ReferencePoint(Release, IsRevised, Changes[moved].Reason, Changes.Length - 1 - moved)
            : new ReferencePoint(Release, IsRevised, null, ChangesSinceStart);
    }

    private int LastIndex(Predicate<AcceptedChange> predicate) => Array.FindLastIndex([.. Changes], predicate);
}
