using CLiKA.OnnxRuntime.Adapters;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>A loaded graph and where it runs.</summary>
/// <param name="Session">The session.</param>
/// <param name="Memory">Where it computes, and may leave what it gives.</param>
/// <param name="DeviceClass"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Device">The device in words, and why it was chosen.</param>
internal sealed record OpenSession(InferenceSession Session, OrtMemoryInfo Memory, string DeviceClass, string Device) : IDisposable
{
    /// <summary>What sessions of the graph with adapters have in common with it; null where adapters go into each run, or nowhere.</summary>
    public SharedWeights? Weights { get; init; }

    /// <summary>The adapter that the graph has as constants; null where it has none.</summary>
    public FittedAdapter? Adapter { get; init; }

    /// <summary>The folder that its profile is written to, which goes when it goes; null where it has none.</summary>
    public string? ProfileFolder { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Session.Dispose();
        Weights?.Dispose();
        if (!ReferenceEquals(Memory, OrtMemoryInfo.DefaultInstance))
        {
            Memory.Dispose();
        }

        // A profile that was not ended is written when the session goes.
        if (ProfileFolder is not null)
        {
            DeleteProfiles(ProfileFolder);
        }
    }

    /// <summary>Deletes a folder of profiles. One that cannot be deleted stays where temporary files are, and hides no error that is on its way.</summary>
    public static void DeleteProfiles(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
