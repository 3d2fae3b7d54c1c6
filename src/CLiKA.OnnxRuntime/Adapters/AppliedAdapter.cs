using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CLiKA.OnnxRuntime.Adapters;

/// <summary>
/// An adapter as a graph has it: as constants of a session of its own, with which an answer is the same in every batch, or as values that
/// go into each run. ONNX Runtime's own adapters do the latter on the CPU, to the bit, but not where inputs are bound, as they are here.
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

    /// <summary>What was read.</summary>
    public ModelFiles Files => _fitted.Files;

    /// <summary>The session that has it as constants; null where it goes into each run.</summary>
    public OpenSession? Session { get; }

    /// <summary>Names and values of the LoRA inputs; none where <see cref="Session"/> has them.</summary>
    public IReadOnlyList<(string Name, OrtValue Value)> Inputs { get; }

    /// <summary>Reads an adapter for a graph, unless it was loaded with it.</summary>
    /// <param name="path">Path of an <c>.onnx_adapter</c> file, or of a PEFT folder.</param>
    /// <param name="graphPath">Path of the graph.</param>
    /// <param name="open">The loaded graph.</param>
    /// <returns>The adapter, to be disposed of before the graph.</returns>
    /// <exception cref="InvalidInputException">
    /// It is missing or damaged, or the graph has not the inputs that it needs; the message names both.
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
            return new(constant, new(session, OrtMemoryInfo.DefaultInstance, open.DeviceClass, open.Device), ownsSession: true, []);
        }

        var places = PlacesOf(open.Session);
        var fitted = FittedAdapter.Read(path, graphPath, places);

        // All bytes first: what cannot be rounded is found before anything is allocated.
        var values = fitted.GivenTo(graphPath, inputs => inputs.Select(input => (Input: input, Bytes: input.ToBytes(places[input.Name].Type))).ToList());
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

    private static Dictionary<string, LoraPlace> PlacesOf(InferenceSession session) => session.OverridableInitializerMetadata
        .Where(input => LoraInput.IsName(input.Key))
        .ToDictionary(input => input.Key, input => new LoraPlace(
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
