using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>MllamaForCausalLM, the decoder of Llama 3.2 Vision: Llama with layers in between that attend to an image, and which texts skip.</summary>
internal static class Mllama
{
    // Of the class, whatever a file says.
    private const int ImageTokens = 8;

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "num_key_value_heads": 8, "rms_norm_eps": 1e-5, "bos_token_id": 128000 }""",
        Properties = $"{SkippedLayers.Name} {PropertyNames.Gated}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        json.RequireTruth("tie_word_embeddings", false);
        if (!json.Has(SkippedLayers.Name))
        {
            throw json.Error($"'{SkippedLayers.Name}' is missing; expected a list of layer indices.");
        }

        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json, 500_000));
        DecoderConfigurationCheck.RequireSizes(shape, json);
        var skipped = SkippedLayers.Of(json);
        return shape with
        {
            Variant = new()
            {
                FurtherEmbeddings = ImageTokens,
                Blocks = [.. Enumerable.Range(0, shape.Layers).Select(layer => skipped.Contains(layer) ? LayerBlocks.None : LayerBlocks.Both)],
            },
        };
    }
}
