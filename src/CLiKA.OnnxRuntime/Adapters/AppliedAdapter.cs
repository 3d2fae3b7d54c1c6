using CLiKA.Input;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace CLiKA.OnnxRuntime.Adapters;

/// <summary>
/// An adapter as a graph's LoRA inputs take it, where the graph computes. ONNX Runtime's own adapters do the same on the CPU, to the bit,
/// but not where inputs are bound, as they are here.
/// </summary>
internal sealed class AppliedAdapter : IDisposable
{
    private AppliedAdapter(string path, ModelFiles files, IReadOnlyList<(string Name, OrtValue Value)> inputs) =>
        (Path, Files, Inputs) = (path, files, inputs);

    /// <summary>Path of the file or folder.</summary>
    public string Path { get; }

    /// <summary>What was read.</summary>
    public ModelFiles Files { get; }

    /// <summary>Names and values of the LoRA inputs.</summary>
    public IReadOnlyList<(string Name, OrtValue Value)> Inputs { get; }

    /// <summary>Reads an adapter for a graph.</summary>
    /// <param name="path">Path of an <c>.onnx_adapter</c> file, or of a PEFT folder.</param>
    /// <param name="graphPath">Path of the graph.</param>
    /// <param name="open">The loaded graph.</param>
    /// <returns>The adapter, to be disposed of before the graph.</returns>
    /// <exception cref="InvalidInputException">
    /// It is missing or damaged, or the graph has not the inputs that it needs; the message names both.
    /// </exception>
    public static AppliedAdapter Read(string path, string graphPath, OpenSession open)
    {
        var optional = open.Session.OverridableInitializerMetadata;
        if (!optional.Keys.Any(LoraInput.IsName))
        {
            throw new InvalidInputException(
                path,
                $"cannot be applied: {graphPath} has no LoRA inputs; make it with "
                + $"{ToolCommand.Quote($"export --lora {string.Join(',', LoraProjections.Usual)}")}.");
        }

        var files = ModelFiles.OfAdapter(path);
        var inputs = LoraInput.Of(AdapterReader.Read(path)).ToList();
        var strange = inputs.Where(input => !optional.ContainsKey(input.Name)).ToList();
        if (strange.Count > 0)
        {
            throw new InvalidInputException(
                path,
                $"has {string.Join(", ", strange.Take(3).Select(input => input.Name))}"
                + $"{(strange.Count > 3 ? " and others" : string.Empty)}, for which {graphPath} has no inputs.");
        }

        foreach (var input in inputs)
        {
            var shape = optional[input.Name].Dimensions;
            if (shape.Length != 2 || !Fits(shape[0], input.Rows) || !Fits(shape[1], input.Columns))
            {
                throw new InvalidInputException(
                    path, $"has {input.Name} of shape [{input.Rows}, {input.Columns}]; {graphPath} takes [{string.Join(", ", shape)}].");
            }
        }

        // All bytes first: what cannot be rounded is found before anything is allocated.
        var values = inputs.ConvertAll(input => (
            Input: Widened(input, optional[input.Name].Dimensions), Type: optional[input.Name].ElementDataType));
        var bytes = values.ConvertAll(value => BytesOf(path, graphPath, value.Input, value.Type));
        return new(path, files, [.. values.Zip(
            bytes, (value, raw) => (value.Input.Name, open.Memory.Moved(ValueOf(value.Input, value.Type, raw))))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, value) in Inputs)
        {
            value.Dispose();
        }
    }

    private static bool Fits(int dimension, int size) => dimension < 0 || dimension == size;

    // A product with a single column is summed up in an order that depends on the number of rows: a rank of 1 becomes 2, with zeros.
    private static LoraInput Widened(LoraInput input, int[] shape) => (input.Rows, input.Columns) switch
    {
        (_, 1) when shape[1] < 0 => input with { Columns = 2, Values = [.. input.Values.SelectMany(value => (float[])[value, 0])] },
        (1, _) when shape[0] < 0 => input with { Rows = 2, Values = [.. input.Values, .. new float[input.Columns]] },
        _ => input,
    };

    private static byte[] BytesOf(string path, string graphPath, LoraInput input, TensorElementType type)
    {
        try
        {
            return input.ToBytes(type == TensorElementType.Float16 ? WeightType.Float16 : WeightType.Float32);
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException(path, $"does not fit {graphPath}: {error.Message}", error);
        }
    }

    private static OrtValue ValueOf(LoraInput input, TensorElementType type, byte[] bytes)
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, [input.Rows, input.Columns]);
        bytes.CopyTo(value.GetTensorMutableRawData());
        return value;
    }
}
