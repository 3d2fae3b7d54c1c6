using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;

namespace CLiKA.Onnx.Architectures.Experts;

/// <summary>Reads the mixture of experts from property names that several decoders share.</summary>
internal static class MixtureOfExpertsReader
{
    private const string Dense = "mlp_only_layers";
    private const string Step = "decoder_sparse_step";

    // The name depends on the version of HuggingFace's library.
    private static readonly string[] Counts = ["num_experts", "num_local_experts"];

    /// <summary>Reads the experts.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="width">Name of the property with the width inside an expert.</param>
    public static MixtureOfExperts Read(JsonRecord json, string width) => new()
    {
        Count = json.WholeNumber(Array.Find(Counts, json.Has) ?? Counts[0]),
        Chosen = json.WholeNumber("num_experts_per_tok"),
        IntermediateSize = json.WholeNumber(width),
    };

    /// <summary>Reads the layers without experts: those that are listed, and those outside the sparse interval.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="layers">Number of layers.</param>
    public static IEnumerable<int> DenseLayers(JsonRecord json, int layers)
    {
        if (json.WholeNumber(Step) is var step && step < 1)
        {
            throw json.Error($"'{Step}' is {step}; expected at least 1.");
        }

        var listed = LayerLists.Read(json, Dense);
        return Enumerable.Range(0, layers).Where(layer => listed.Contains(layer) || (layer + 1) % step != 0);
    }
}
