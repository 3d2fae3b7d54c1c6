using CLiKA.Onnx.Files;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CLiKA.OnnxRuntime.Devices;

/// <summary>The memory of the device that a session computes on: what is kept there is not carried to and fro between two runs.</summary>
internal sealed class DeviceMemory : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtMemoryInfo _info;
    private readonly Func<byte[], InferenceSession>? _open;
    private readonly Dictionary<(bool IsHalf, int Rank), InferenceSession> _copying = [];

    /// <summary>Describes memory.</summary>
    /// <param name="session">The session.</param>
    /// <param name="info">Where its memory is; taken over where values have to be moved there.</param>
    /// <param name="open">Opens another session on the device; null where its memory is the host's.</param>
    internal DeviceMemory(InferenceSession session, OrtMemoryInfo info, Func<byte[], InferenceSession>? open) =>
        (_session, _info, _open) = (session, info, open);

    /// <summary>The host's own memory.</summary>
    public static DeviceMemory OfHost(InferenceSession session) => new(session, OrtMemoryInfo.DefaultInstance, open: null);

    /// <summary>The memory of a GPU.</summary>
    public static DeviceMemory OfCuda(InferenceSession session, int index, Func<byte[], InferenceSession> open) =>
        new(session, new OrtMemoryInfo(OrtMemoryInfo.allocatorCUDA, OrtAllocatorType.DeviceAllocator, index, OrtMemType.Default), open);

    /// <summary>Runs the session, and leaves outputs where they were computed.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="inputs">Names and values that go in, wherever they are.</param>
    /// <param name="outputs">Names of what comes out, in this order; true for what stays on the device, false for what is to be read.</param>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions options, IEnumerable<(string Name, OrtValue Value)> inputs, IEnumerable<(string Name, bool Stays)> outputs) =>
        Run(_session, options, inputs, outputs);

    /// <summary>Moves a value of the host to the device.</summary>
    /// <param name="value">The value, which is taken over.</param>
    /// <returns>The value on the device, to be disposed of before this.</returns>
    public OrtValue Moved(OrtValue value)
    {
        if (_open is null)
        {
            return value;
        }

        // ONNX Runtime copies between devices by itself only for providers that were registered beyond a session, and a session's own allocator
        // would have to outlive all that it made. What a session leaves on the device has neither trouble.
        using (value)
        using (var options = new RunOptions())
        {
            return Run(CopyingLike(value), options, [(CopyGraph.Input, value)], [(CopyGraph.Output, true)]).Single();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var session in _copying.Values)
        {
            session.Dispose();
        }

        if (_open is not null)
        {
            _info.Dispose();
        }
    }

    private InferenceSession CopyingLike(OrtValue value)
    {
        var tensor = value.GetTensorTypeAndShape();
        var kind = (tensor.ElementDataType == TensorElementType.Float16, tensor.Shape.Length);
        if (!_copying.TryGetValue(kind, out var session))
        {
            _copying[kind] = session = _open!(CopyGraph.Of(kind.Item1, kind.Length));
        }

        return session;
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(
        InferenceSession session,
        RunOptions options,
        IEnumerable<(string Name, OrtValue Value)> inputs,
        IEnumerable<(string Name, bool Stays)> outputs)
    {
        using var binding = session.CreateIoBinding();
        foreach (var (name, value) in inputs)
        {
            binding.BindInput(name, value);
        }

        foreach (var (name, stays) in outputs)
        {
            binding.BindOutputToDevice(name, stays ? _info : OrtMemoryInfo.DefaultInstance);
        }

        binding.SynchronizeBoundInputs();
        var results = session.RunWithBoundResults(options, binding);
        binding.SynchronizeBoundOutputs();
        return results;
    }
}
