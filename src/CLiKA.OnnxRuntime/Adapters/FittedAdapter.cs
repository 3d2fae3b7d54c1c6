using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Models;

namespace CLiKA.OnnxRuntime.Adapters;

/// <summary>An adapter whose matrices fit the LoRA inputs of a graph.</summary>
/// <param name="Path">Path of the file or folder.</param>
/// <param name="Files">The files that the adapter was read from.</param>
/// <param name="Inputs">The matrices for the LoRA inputs.</param>
internal sealed record FittedAdapter(string Path, ModelFiles Files, IReadOnlyList<LoraInput> Inputs)
{
    /// <summary>Reads an adapter.</summary>
    /// <param name="path">Path of an <c>.onnx_adapter</c> file, or of a PEFT folder.</param>
    /// <param name="graphPath">Path of the graph.</param>
    /// <param name="places">Types and dimensions of the graph's LoRA inputs, by name.</param>
    /// <exception cref="InvalidInputException">
    /// The adapter is missing or damaged, or does not fit the graph; the message names both.
    /// </exception>
    public static FittedAdapter Read(string path, string graphPath, IReadOnlyDictionary<string, LoraInputShape> places)
    {
        var files = ModelFiles.OfAdapter(path);
        var inputs = new LoraPlaces(graphPath, places).InputsOf(path, AdapterReader.Read(path));
        return new(path, files, [.. inputs.Select(input => Widened(input, places[input.Name].Dimensions))]);
    }

    /// <summary>
    /// Passes the matrices to a delegate that applies them to a graph, and turns a failed conversion into an error that names both files.
    /// </summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="graphPath">Path of the graph.</param>
    /// <param name="apply">Applies the matrices.</param>
    /// <exception cref="InvalidInputException">A value is outside the range of the graph's 16-bit type.</exception>
    public T ApplyTo<T>(string graphPath, Func<IReadOnlyList<LoraInput>, T> apply)
    {
        try
        {
            return apply(Inputs);
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException(Path, $"does not fit {graphPath}: {error.Message}", error);
        }
    }

    // The kernel for a single column adds in an order that depends on the number of rows, so a rank of 1 is padded with zeros to a rank of 2.
    private static LoraInput Widened(LoraInput input, IReadOnlyList<int> dimensions) => (input.Rows, input.Columns) switch
    {
        (_, 1) when dimensions[1] < 0 => input with { Columns = 2, Values = [.. input.Values.SelectMany(value => (float[])[value, 0])] },
        (1, _) when dimensions[0] < 0 => input with { Rows = 2, Values = [.. input.Values, .. new float[input.Columns]] },
        _ => input,
    };
}
