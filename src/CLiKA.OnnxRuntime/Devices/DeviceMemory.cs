using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>The memory of the device that a session computes on: what is kept there is not carried to and fro between two runs.</summary>
/// <param name="session">The session.</param>
/// <param name="info">Where its memory is.</param>
internal sealed class DeviceMemory(InferenceSession session, OrtMemoryInfo info) : IDisposable
{
    private readonly bool _isHost = info.Equals(OrtMemoryInfo.DefaultInstance);

    /// <summary>The host's own memory.</summary>
    public static DeviceMemory OfHost(InferenceSession session) => new(session, OrtMemoryInfo.DefaultInstance);

    /// <summary>The memory of a GPU.</summary>
    public static DeviceMemory OfCuda(InferenceSession session, int index) =>
        new(session, new OrtMemoryInfo(OrtMemoryInfo.allocatorCUDA, OrtAllocatorType.DeviceAllocator, index, OrtMemType.Default));

    /// <summary>Runs the session, and leaves outputs where they were computed.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="inputs">Names and values that go in, wherever they are.</param>
    /// <param name="outputs">Names of what comes out, in this order; true for what stays on the device, false for what is to be read.</param>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions options, IEnumerable<(string Name, OrtValue Value)> inputs, IEnumerable<(string Name, bool Stays)> outputs)
    {
        using var binding = session.CreateIoBinding();
        foreach (var (name, value) in inputs)
        {
            binding.BindInput(name, value);
        }

        foreach (var (name, stays) in outputs)
        {
            binding.BindOutputToDevice(name, stays ? info : OrtMemoryInfo.DefaultInstance);
        }

        binding.SynchronizeBoundInputs();
        var results = session.RunWithBoundResults(options, binding);
        binding.SynchronizeBoundOutputs();
        return results;
    }

    /// <summary>Moves a value of the host to the device.</summary>
    /// <param name="value">The value, which is taken over.</param>
    /// <returns>The value on the device.</returns>
    public OrtValue Moved(OrtValue value)
    {
        if (_isHost)
        {
            return value;
        }

        using (value)
        using (var allocator = new OrtAllocator(session, info))
        {
            var tensor = value.GetTensorTypeAndShape();
            var moved = OrtValue.CreateAllocatedTensorValue(allocator, tensor.ElementDataType, tensor.Shape);
            OrtEnv.Instance().CopyTensors([value], [moved], null);
            return moved;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isHost)
        {
            info.Dispose();
        }
    }
}
