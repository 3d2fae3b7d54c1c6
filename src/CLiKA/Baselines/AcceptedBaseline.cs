using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>
/// Everything that is kept of one probe set of a model: the measurement that was accepted last, what was accepted since the last release and why, and
/// the measurement at the release.
/// </summary>
/// <param name="Measurement">The measurement that was accepted last.</param>
public sealed record AcceptedBaseline(ProbeSetMeasurement Measurement)
{
    /// <summary>The acceptances, oldest first, starting with the last release or, without one, with the first baseline.</summary>
    public ImmutableArray<AcceptedChange> Changes { get; init; } = [];

    /// <summary>
    /// The measurement at the last release or, where the probe set was revised since, at the revision; null where that is the measurement that was
    /// accepted last, or where no release was marked.
    /// </summary>
    public ProbeSetMeasurement? AtRelease { get; init; }

    /// <summary>
    /// <see cref="AtRelease"/> with some languages' answers replaced by those of later acceptances; null where no language's reference moved.
    /// </summary>
    public ProbeSetMeasurement? MovedReference { get; init; }

    /// <summary>Name of the last release; null where none was marked.</summary>
    public string? Release => Changes.IsEmpty ? null : Changes[0].Release;

    /// <summary>Whether the probe set was revised after the release, so that losses accumulate from the revision.</summary>
    public bool IsRevised => Changes.Any(change => change.IsRevision);

    /// <summary>The measurement from which losses accumulate; null where no release was marked.</summary>
    public ProbeSetMeasurement? Start => Release is null ? null : AtRelease ?? Measurement;

    /// <summary>The measurement that each language is compared with besides the one accepted last; null where no release was marked.</summary>
    public ProbeSetMeasurement? Reference => MovedReference ?? Start;

    /// <summary>Number of <see cref="Changes"/> after <see cref="Start"/>.</summary>
    public int ChangesSinceStart => Changes.Length - 1 - LastIndex(change => change.IsRevision || change.Release is not null);

    /// <summary>Whether any of the <see cref="Changes"/> after <see cref="Start"/> moved a reference.</summary>
    public bool HasMovedReference => Changes.TakeLast(ChangesSinceStart).Any(change => !change.References.IsEmpty);

    /// <summary>Returns the point from which a language's losses accumulate.</summary>
    /// <param name="language">The language; null for all languages together, which use the reference of each.</param>
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
