using System.Text;
using DiffEngine;
using Xunit.Sdk;

namespace CLiKA.Alignment.Snapshots;

/// <summary>Keeps snapshots with plain files: the engine of a build with <c>SnapshotEngine=Files</c>, the default.</summary>
/// <param name="openDiff">
/// Shows a person the received and the verified file; by default in the diff tool that DiffEngine finds. DiffEngine opens none on
/// the build servers that it knows, nor where the variable <c>DiffEngine_Disabled</c> is true.
/// </param>
public sealed class FileSnapshotEngine(Func<string, string, Task>? openDiff = null) : ISnapshotEngine
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Func<string, string, Task> _openDiff =
        openDiff ?? ((received, verified) => DiffRunner.LaunchForTextAsync(received, verified, Utf8));

    /// <inheritdoc/>
    public async Task CheckAsync(Snapshot snapshot)
    {
        if (snapshot.Refusal() is not { } refusal)
        {
            File.Delete(snapshot.ReceivedPath);
            return;
        }

        await LeaveAsync(snapshot.ReceivedPath, Snapshot.WithLineFeeds(snapshot.Text));
        try
        {
            await _openDiff(snapshot.ReceivedPath, snapshot.VerifiedPath);
        }
        catch (Exception error)
        {
            // A diff tool that does not start must not take the place of the reason why the test fails.
            throw new XunitException($"{refusal}\n\nThe diff tool did not open: {error.Message}", error);
        }

        throw new XunitException(refusal);
    }

    // By way of a second file, so that whoever accepts what lies there never accepts half a text.
    private static async Task LeaveAsync(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Guid.NewGuid():N}";
        try
        {
            await File.WriteAllTextAsync(partial, text, Utf8);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
