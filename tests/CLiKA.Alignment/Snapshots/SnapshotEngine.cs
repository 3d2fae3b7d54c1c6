namespace CLiKA.Alignment.Snapshots;

/// <summary>The snapshot engine of this build: the one place that knows which it is.</summary>
public static class SnapshotEngine
{
    /// <summary>The engine that was compiled in, chosen by the build property <c>SnapshotEngine</c>.</summary>
    public static ISnapshotEngine Current { get; } =
#if VERIFY
        new VerifySnapshotEngine();
#else
        new FileSnapshotEngine();
#endif
}
