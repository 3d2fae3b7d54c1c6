using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CLiKA.OnnxRuntime.Adapters;

/// <summary>
/// A LoRA adapter bound to a loaded graph, in one of two forms: as initializers of a session of its own, so that an answer does not depend on its
/// batch, or as inputs of each run. ONNX Runtime's own adapters do the latter on the CPU with bit-identical results, but not with bound inputs
/// (I/O binding), which are used here.
/// </summary>
internal sealed class AppliedAdapter : IDisposable
{
    private readonly FittedAdapter _fitted;
    private readonly bool _ownsSession;

    private AppliedAdapter(
        FittedAdapter fitted, OpenSession? session, bool ownsSession, IReadOnlyList<(string Name, OrtValue Value)> inputs) =>
        (_fitted, Session, _ownsSession, Inputs) = (fitted, session, ownsSession, inputs);

    /// <summary>Path of the file or folder.</summary>
    public string Path => _fitted.Path;

    /// <summary>The files that the adapter was read from.</summary>
    public ModelFiles Files => _fitted.Files;

    /// <summary>The session that has the adapter as initializers; null where the adapter is an input of each run.</summary>
    public OpenSession? Session { get; }

    /// <summary>Names and values of the LoRA inputs; empty where <see cref="Session"/> has them as initializers.</summary>
    public IReadOnlyList<(string Name, OrtValue Value)> Inputs { get; }

    /// <summary>Reads an adapter for a graph, or returns the one that the graph was loaded with.</summary>
    /// <param name="path">Path of an <c>.onnx_adapter</c> file, or of a PEFT folder.</param>
    /// <param name="graphPath">Path of the graph.</param>
    /// <param name="open">The loaded graph.</param>
    /// <returns>The adapter, to be disposed of before the graph.</returns>
    /// <exception cref="InvalidInputException">
    /// The adapter is missing or damaged, or the graph lacks inputs that it needs; the message names both.
    /// </exception>
    public static AppliedAdapter Read(string path, string graphPath, OpenSession open)
    {
        if (open.Adapter is { } loaded)
        {
            return new(loaded, open, ownsSession: false, []);
        }

        if (open.Weights is { } weights)
        {
            var constant = FittedAdapter.Read(path, graphPath, weights.LoraInputs);
            var session = weights.Open(constant);
            return new(constant, new(session, OrtMemoryInfo.DefaultInstance, open.DeviceClass, open.Device, open.Threads), ownsSession: true, []);
        }

        var places = PlacesOf(open.Session);
        var fitted = FittedAdapter.Read(path, graphPath, places);

        // Convert everything first, so that a value that does not fit the type is found before anything is allocated.
        var values = fitted.ApplyTo(graphPath, inputs => inputs.Select(input => (Input: input, Bytes: input.ToBytes(places[input.Name].Type))).ToList());
        return new(fitted, null, ownsSession: false, [.. values.Select(value =>
            (value.Input.Name, ValueOf(value.Input, places[value.Input.Name].Type, value.Bytes)))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, value) in Inputs)
        {
            value.Dispose();
        }

        if (_ownsSession)
        {
            Session?.Dispose();
        }
    }

    private static Dictionary<string, LoraInputShape> PlacesOf(InferenceSession session) => session.OverridableInitializerMetadata
        .Where(input => LoraInput.IsName(input.Key))
        .ToDictionary(input => input.Key, input => new LoraInputShape(
            input.Value.ElementDataType == TensorElementType.Float16 ? WeightType.Float16 : WeightType.Float32, input.Value.Dimensions));

    private static OrtValue ValueOf(LoraInput input, WeightType type, byte[] bytes)
    {
        var value = OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance,
            type == WeightType.Float16 ? TensorElementType.Float16 : TensorElementType.Float,
            [input.Rows, input.Columns]);
        bytes.CopyTo(value.GetTensorMutableRawData());
        return value;
    }
}
