using VerifyTests;
using VerifyXunit;
using Xunit.Sdk;

namespace CLiKA.Alignment.Snapshots;

/// <summary>
/// Keeps snapshots with Verify, for those whose editor reviews Verify's files: the engine of a build with
/// <c>SnapshotEngine=Verify</c>. Needs a running xUnit test; deletes an empty verified file, as Verify does.
/// </summary>
public sealed class VerifySnapshotEngine : ISnapshotEngine
{
    // By default Verify writes a byte-order mark, and this setting only before it first runs.
    static VerifySnapshotEngine() => VerifierSettings.UseUtf8NoBom();

    /// <inheritdoc/>
    public async Task CheckAsync(Snapshot snapshot)
    {
        var refusal = snapshot.Refusal();
        var result = refusal is null ? CompareResult.Equal : CompareResult.NotEqual(refusal);
        try
        {
            // Without its scrubbers: they rewrite paths, and the text is to be held as it is.
            await Verifier.Verify(snapshot.Text, snapshot.Extension)
                .UseDirectory(Path.GetDirectoryName(snapshot.VerifiedPath)!)
                .UseFileName(snapshot.Name)
                .UseStringComparer((_, _, _) => Task.FromResult(result))
                .DisableScrubbers();
        }
        catch (Exception error) when (refusal is not null && !error.Message.Contains(refusal))
        {
            // Verify asks its comparer only where both files are there; of the rest it does not say what to do.
            throw new XunitException(refusal, error);
        }
    }
}
