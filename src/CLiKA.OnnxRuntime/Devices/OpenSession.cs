using CLiKA.OnnxRuntime.Adapters;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>A loaded graph and where it runs.</summary>
/// <param name="Session">The session.</param>
/// <param name="Memory">The memory that it computes in.</param>
/// <param name="DeviceClass"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="Device">The device in words, and why it was chosen.</param>
internal sealed record OpenSession(InferenceSession Session, DeviceMemory Memory, string DeviceClass, string Device) : IDisposable
{
    /// <summary>What sessions of the graph with adapters have in common with it; null where adapters go into each run, or nowhere.</summary>
    public SharedWeights? Weights { get; init; }

    /// <summary>The adapter that the graph has as constants; null where it has none.</summary>
    public FittedAdapter? Adapter { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Memory.Dispose();
        Session.Dispose();
        Weights?.Dispose();
    }
}
