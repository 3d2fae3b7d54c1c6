using CLiKA.Input;
using Xunit.Sdk;

namespace CLiKA.Xunit.Snapshots;

/// <summary>
/// Stores snapshots with Verify, for those whose editor reviews Verify's files: the engine of a build with <c>SnapshotEngine=Verify</c>. It needs a
/// running xUnit test, and deletes an empty verified file, as Verify does.
/// </summary>
internal sealed class VerifySnapshotEngine : ISnapshotEngine
{
    // By default Verify writes a byte-order mark, and includes the whole text in its message.
    static VerifySnapshotEngine()
    {
        VerifierSettings.UseUtf8NoBom();
        VerifierSettings.OmitContentFromException();
    }

    /// <inheritdoc/>
    public async Task CheckAsync(Snapshot snapshot)
    {
        var refusal = snapshot.Refusal();
        var result = refusal is null ? CompareResult.Equal : CompareResult.NotEqual(refusal);
        var verified = File.Exists(snapshot.VerifiedPath) ? await File.ReadAllBytesAsync(snapshot.VerifiedPath) : null;
        try
        {
            // Verify manages the files and the snapshot judges, so that both engines accept the same texts. No scrubbers, which would rewrite paths
            // in the text that is left for review.
            await Verifier.Verify(snapshot.Text, snapshot.Extension)
                .UseDirectory(Path.GetDirectoryName(snapshot.VerifiedPath)!)
                .UseFileName(snapshot.Name)
                .UseStringComparer((_, _, _) => Task.FromResult(result))
                .DisableScrubbers();
        }
        catch (Exception error) when (refusal is not null)
        {
            // Verify's own message, which names the files, is the inner exception.
            throw new XunitException(refusal, error);
        }

        // Where a module initializer calls VerifierSettings.AutoVerify(), Verify has accepted the text and overwritten the verified file.
        if (refusal is not null)
        {
            Restore(snapshot.VerifiedPath, verified);
            throw new XunitException(refusal);
        }
    }

    private static void Restore(string path, byte[]? verified)
    {
        if (verified is null)
        {
            File.Delete(path);
        }
        else
        {
            AtomicFile.WriteAllBytes(path, verified);
        }
    }
}
