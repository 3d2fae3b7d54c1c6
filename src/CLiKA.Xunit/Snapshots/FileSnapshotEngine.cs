using CLiKA.Input;
using DiffEngine;
using Xunit.Sdk;

namespace CLiKA.Xunit.Snapshots;

/// <summary>Stores snapshots as plain files: the engine of a build with <c>SnapshotEngine=Files</c>, the default.</summary>
/// <param name="openDiff">
/// Shows a person the received and the verified file, where there is one; by default in the diff tool that DiffEngine finds. DiffEngine opens none
/// on the build servers that it knows, nor where the environment variable <c>DiffEngine_Disabled</c> is true.
/// </param>
internal sealed class FileSnapshotEngine(Func<string, string, Task>? openDiff = null) : ISnapshotEngine
{
    private readonly Func<string, string, Task> _openDiff =
        openDiff ?? ((received, verified) => DiffRunner.LaunchForTextAsync(received, verified));

    /// <inheritdoc/>
    public async Task CheckAsync(Snapshot snapshot)
    {
        if (snapshot.Refusal() is not { } refusal)
        {
            AtomicFile.Delete(snapshot.ReceivedPath);
            return;
        }

        try
        {
            AtomicFile.WriteAllText(snapshot.ReceivedPath, Snapshot.WithLineFeeds(snapshot.Text));

            // The first run of a suite has nothing to compare: it would open a window for each file.
            if (snapshot.HasBaseline)
            {
                await _openDiff(snapshot.ReceivedPath, snapshot.VerifiedPath);
            }
        }
        catch (Exception error)
        {
            // A folder that cannot be written, or a diff tool that does not start, must not hide the reason why the test fails.
            var problem = error is InvalidInputException ? error.Message : $"The diff tool did not open: {error.Message}";
            throw new XunitException($"{refusal}\n\n{problem}", error);
        }

        throw new XunitException(refusal);
    }
}
