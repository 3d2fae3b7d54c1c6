using System.Collections.Immutable;

namespace CLiKA.Cli.Commands;

/// <summary>A received measurement that is about to become the baseline of its model: it is shown first, then accepted.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Folder">Path of the folder with the model's baselines.</param>
/// <param name="Candidate">What was measured in place of the configured model, and in place of what; null where that is the model itself.</param>
/// <param name="Shown">What changes, for the person who accepts it; empty where nothing does and nothing is wrong.</param>
/// <param name="Baselines">The baselines of its worlds and probe sets.</param>
internal sealed record PendingAcceptance(
    string Model, string Folder, (string Place, string Configured)? Candidate, string Shown, ImmutableArray<PendingBaseline> Baselines)
{
    /// <summary>The probe sets whose gate cannot fail with these baselines, so that the next run will.</summary>
    public ImmutableArray<string> Blind { get; init; } = [];

    /// <summary>Whether a reason must be given.</summary>
    public bool NeedsReason => Baselines.Any(baseline => baseline.NeedsReason);

    /// <summary>Whether accepting writes anything.</summary>
    public bool HasChanges => Baselines.Any(baseline => baseline.IsChanged);

    /// <summary>Writes the changed baselines.</summary>
    /// <param name="reason">The reason; null where only a release is marked.</param>
    /// <returns>A line for each changed probe set and world, as soon as it is written.</returns>
    public IEnumerable<string> Accept(string? reason)
    {
        foreach (var baseline in Baselines.Where(baseline => baseline.IsChanged))
        {
            baseline.Write(reason);
            yield return $"{baseline.Path}: accepted.";
        }
    }
}
