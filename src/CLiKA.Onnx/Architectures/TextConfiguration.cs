using System.Text.Json.Nodes;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Architectures;

/// <summary>The config.json of a decoder that is part of a model that sees images too, as it would be if the decoder stood alone.</summary>
internal static class TextConfiguration
{
    /// <summary>What the whole model's file calls the part.</summary>
    public const string Name = "text_config";

    // Where a text begins and ends, and how weights are stored, is said of the whole model.
    private static readonly string[] OfWhole = ["bos_token_id", "eos_token_id", "pad_token_id", .. QuantizationReader.Names];
    private static readonly string[] Types = ["dtype", "torch_dtype"];

    /// <summary>The decoder's configuration.</summary>
    /// <param name="whole">The file.</param>
    /// <param name="text">What it says of the decoder.</param>
    /// <returns>A new object.</returns>
    public static JsonObject Alone(JsonObject whole, JsonObject text)
    {
        var decoder = text.DeepClone().AsObject();
        var types = Array.Exists(Types, name => text[name] is not null) ? [] : Types;
        foreach (var name in OfWhole.Concat(types).Where(name => whole[name] is not null))
        {
            decoder[name] = whole[name]!.DeepClone();
        }

        return decoder;
    }
}
