using CLiKA.Input;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Adapters;

/// <summary>The LoRA inputs of a graph, which an adapter has to fit.</summary>
/// <param name="graphPath">Path of the graph.</param>
/// <param name="inputs">Types and dimensions of the inputs, by name.</param>
public sealed class LoraPlaces(string graphPath, IReadOnlyDictionary<string, LoraInputShape> inputs)
{
    private const string Queries = "q_proj";
    private static readonly string[] KeysAndValues = ["k_proj", "v_proj"];

    private IEnumerable<string> Projections =>
        inputs.Keys.Where(name => name.EndsWith(LoraInput.SuffixA, StringComparison.Ordinal)).Select(name => name[..^LoraInput.SuffixA.Length]);

    /// <summary>Reads the LoRA inputs of a graph.</summary>
    /// <param name="graphPath">Path of the .onnx file.</param>
    /// <returns>The inputs; there may be none.</returns>
    /// <exception cref="InvalidInputException">The file is not a graph.</exception>
    public static LoraPlaces Of(string graphPath) => StoredGraph.TryRead(graphPath) is { } graph
        ? new(graphPath, graph.LoraInputs)
        : throw new InvalidInputException(graphPath, "is not an ONNX graph, or is truncated or damaged.");

    /// <summary>
    /// Returns the matrices of an adapter for the inputs. Those for keys and values of a layer that attends to an earlier one's, as in Gemma 3n, are left out:
    /// HuggingFace's class may adapt the layer's own, which it does not read.
    /// </summary>
    /// <param name="path">Path of the adapter.</param>
    /// <param name="adapter">The adapter.</param>
    /// <returns>The matrices.</returns>
    /// <exception cref="InvalidInputException">
    /// The adapter does not fit: it changes what has no inputs, has another shape, or lacks something that it is said to change. The message names both files.
    /// </exception>
    public IReadOnlyList<LoraInput> InputsOf(string path, LoraAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        if (inputs.Count == 0)
        {
            throw new InvalidInputException(
                path,
                $"cannot be applied: {graphPath} has no LoRA inputs; {Remedy(adapter)}.");
        }

        var matrices = LoraInput.Of(adapter).Where(matrix => !IsUnread(matrix.Name)).ToList();
        var strange = matrices.FindAll(matrix => !inputs.ContainsKey(matrix.Name));
        if (strange.Count > 0)
        {
            throw new InvalidInputException(
                path,
                $"has {string.Join(", ", strange.Take(3).Select(matrix => matrix.Name))}"
                + $"{(strange.Count > 3 ? " and others" : string.Empty)}, for which {graphPath} has no inputs; {Remedy(adapter)}.");
        }

        if (matrices.Find(matrix => !inputs[matrix.Name].Takes(matrix)) is { } wrong)
        {
            throw new InvalidInputException(
                path,
                $"has {wrong.Name} of shape [{wrong.Rows}, {wrong.Columns}]; "
                + $"{graphPath} takes [{string.Join(", ", inputs[wrong.Name].Dimensions)}].");
        }

        adapter.Selection?.RequireAll(adapter.Modules, Projections, graphPath);
        return matrices;
    }

    // A layer with queries, but without the keys that others have.
    private bool IsUnread(string name) =>
        name.Split('.') is [.. var block, var projection, _, _] parts && KeysAndValues.Contains(projection) && !inputs.ContainsKey(name)
        && inputs.ContainsKey($"{string.Join('.', block)}.{Queries}{LoraInput.SuffixA}")
        && inputs.Keys.Any(other => other.EndsWith($".{string.Join('.', parts[^3..])}", StringComparison.Ordinal));

    // To export again helps where the model has the projections of the adapter, and only their inputs are missing. Those that are there stay.
    private string Remedy(LoraAdapter adapter)
    {
        var adapted = adapter.Modules.Select(module => EndingOf(module.Name)).Distinct().ToList();
        var present = Projections.Select(EndingOf).Distinct().ToList();
        var hasOtherLayers = present.Count > 0 && adapter.Modules.Select(module => StackOf(module.Name)).Except(Projections.Select(StackOf)).Any();
        return adapted.Except(LoraProjections.Known).ToList() is { Count: > 0 } unknown
                ? $"no model that CLiKA exports takes an adapter of {string.Join(", ", unknown)}"
            : hasOtherLayers || !adapted.Except(present).Any()
                ? "it is an adapter of another model"
                : $"export the model again with {ToolCommand.Quote($"export --lora {string.Join(',', LoraProjections.Known.Intersect([.. present, .. adapted]))}")}";
    }

    // What stands before the number of a layer: model.layers, or transformer.h in GPT-2.
    private static string StackOf(string module) => string.Join('.', module.Split('.').TakeWhile(part => !part.All(char.IsAsciiDigit)));

    private static string EndingOf(string module) => module[(module.LastIndexOf('.') + 1)..];
}
