namespace CLiKA.Baselines;

/// <summary>The point from which accepted losses accumulate.</summary>
/// <param name="Release">Name of the last release.</param>
/// <param name="IsRevised">Whether the probe set was revised after the release, so that losses accumulate from the revision.</param>
/// <param name="Reason">Reason of the later acceptance that moved the point; null where none did.</param>
/// <param name="Changes">Number of changes that were accepted since.</param>
public sealed record ReferencePoint(string Release, bool IsRevised, string? Reason, int Changes)
{
    /// <summary>Returns the point in words, for example <c>release 2.0</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        Reason is not null ? $"\"{Reason}\" was accepted, after release {Release}"
        : IsRevised ? $"the revision of the probe set after release {Release}"
        : $"release {Release}";
}
