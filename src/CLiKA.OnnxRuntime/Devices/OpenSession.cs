using CLiKA.OnnxRuntime.Adapters;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>A loaded graph and the device that it runs on.</summary>
/// <param name="Session">The session.</param>
/// <param name="Memory">Memory of the device, where outputs may be left.</param>
/// <param name="DeviceClass"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Device">The device in words, and why it was chosen.</param>
/// <param name="Threads">Number of CPU threads.</param>
internal sealed record OpenSession(InferenceSession Session, OrtMemoryInfo Memory, string DeviceClass, string Device, int Threads) : IDisposable
{
    /// <summary>
    /// The weights that it shares with sessions that have adapters; null where adapters are inputs of each run, or are not supported.
    /// </summary>
    public SharedWeights? Weights { get; init; }

    /// <summary>The adapter that the session has as initializers; null where there is none.</summary>
    public FittedAdapter? Adapter { get; init; }

    /// <summary>The folder for the session's profile, deleted on disposal; null where it is not profiled.</summary>
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

        // A profile that was not ended is written when the session is disposed of.
        if (ProfileFolder is not null)
        {
            DeleteProfiles(ProfileFolder);
        }
    }

    /// <summary>
    /// Deletes a folder of profiles. A failure to delete it is ignored, so that it hides no other error; the folder is a temporary one.
    /// </summary>
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
