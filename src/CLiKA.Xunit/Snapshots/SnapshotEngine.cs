using CLiKA.Baselines;
using DiffEngine;

namespace CLiKA.Xunit.Snapshots;

/// <summary>The snapshot engine of this build: the one place that knows which it is.</summary>
internal static class SnapshotEngine
{
    static SnapshotEngine()
    {
        // DiffEngine, which both engines open diff tools with, knows build servers by their names, not by the variable most of them set.
        if (Pipeline.IsRunning)
        {
            DiffRunner.Disabled = true;
        }
    }

    /// <summary>Whether it leaves what it refuses beside the reviewed file and nowhere else, as Verify does.</summary>
#if VERIFY
    public static bool LeavesBeside => true;
#else
    public static bool LeavesBeside => false;
#endif

    /// <summary>The engine that was compiled in, chosen by the build property <c>SnapshotEngine</c>.</summary>
    public static ISnapshotEngine Current { get; } =
#if VERIFY
        new VerifySnapshotEngine();
#else
        new FileSnapshotEngine();
#endif
}
