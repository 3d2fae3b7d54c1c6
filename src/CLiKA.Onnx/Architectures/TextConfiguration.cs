using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Architectures;

/// <summary>The config.json of the decoder within a multimodal model, in the form that it would have for the decoder alone.</summary>
internal static class TextConfiguration
{
    /// <summary>The property of the multimodal model's file that describes the decoder.</summary>
    public const string Name = "text_config";

    // Begin and end of text, and the storage of weights, are properties of the whole model.
    private static readonly string[] OfWhole = ["bos_token_id", "eos_token_id", "pad_token_id", .. QuantizationReader.Names];
    private static readonly string[] Types = ["dtype", "torch_dtype"];
    private const string Ties = "tie_word_embeddings";

    /// <summary>
    /// Creates a reader for a multimodal model with a decoder of one of the given kinds. Without an image it computes what the decoder computes
    /// alone.
    /// </summary>
    /// <param name="kinds">The decoder's <c>model_type</c>.</param>
    public static Func<JsonRecord, DecoderConfiguration> Reader(params string[] kinds) => json =>
    {
        var text = json.Record(Name);
        if (!kinds.Contains(text.Text("model_type")))
        {
            throw text.Error($"'model_type' of '{Name}' is '{text.Text("model_type")}'; expected {string.Join(" or ", kinds)}.");
        }

        var kind = DecoderConfigurationReader.KindOf(text);
        var decoder = DecoderOf(JsonObject.Create(json.Element)!, JsonObject.Create(text.Element)!);
        var configuration = kind.Read(text with { Element = JsonSerializer.SerializeToElement(decoder) });
        DecoderProperties.Require(text, kind);
        return configuration;
    };

    /// <summary>Creates the decoder's configuration.</summary>
    /// <param name="file">The file.</param>
    /// <param name="text">The part of it that describes the decoder.</param>
    /// <returns>A new object.</returns>
    public static JsonObject DecoderOf(JsonObject file, JsonObject text)
    {
        var decoder = text.DeepClone().AsObject();
        var types = Array.Exists(Types, name => text[name] is not null) ? [] : Types;
        string[] ties = text[Ties] is null ? [Ties] : [];
        foreach (var name in OfWhole.Concat(types).Concat(ties).Where(name => file[name] is not null))
        {
            decoder[name] = file[name]!.DeepClone();
        }

        return decoder;
    }
}
