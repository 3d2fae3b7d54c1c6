namespace CLiKA.Baselines;

/// <summary>From where accepted losses add up.</summary>
/// <param name="Release">Name of the last release.</param>
/// <param name="IsRevised">Whether the probe set was revised after the release: then they add up from the revision.</param>
/// <param name="Reason">The reason of the later acceptance that moved the point; null where none did.</param>
/// <param name="Changes">How many changes were accepted since.</param>
public sealed record ReferencePoint(string Release, bool IsRevised, string? Reason, int Changes)
{
    /// <summary>The point in words: <c>release 2.0</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        Reason is not null ? $"\"{Reason}\" was accepted, after release {Release}"
        : IsRevised ? $"the revision of the probe set after release {Release}"
        : $"release {Release}";
}
