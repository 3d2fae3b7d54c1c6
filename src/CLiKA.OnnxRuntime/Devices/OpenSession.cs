using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>A loaded graph and where it runs.</summary>
/// <param name="Session">The session.</param>
/// <param name="Memory">The memory that it computes in.</param>
/// <param name="DeviceClass"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Device">The device in words, and why it was chosen.</param>
internal sealed record OpenSession(InferenceSession Session, DeviceMemory Memory, string DeviceClass, string Device) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Memory.Dispose();
        Session.Dispose();
    }
}
