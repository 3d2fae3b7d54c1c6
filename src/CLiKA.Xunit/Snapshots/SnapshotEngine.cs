using CLiKA.Baselines;
using DiffEngine;

namespace CLiKA.Xunit.Snapshots;

/// <summary>The snapshot engine of this build; nothing else depends on which one it is.</summary>
internal static class SnapshotEngine
{
    static SnapshotEngine()
    {
        // DiffEngine, with which both engines open diff tools, knows build servers by their names rather than by the variable that most of them set.
        if (Pipeline.IsRunning)
        {
            DiffRunner.Disabled = true;
        }
    }

    /// <summary>Whether the engine leaves rejected texts beside the reviewed file and nowhere else, as Verify does.</summary>
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
