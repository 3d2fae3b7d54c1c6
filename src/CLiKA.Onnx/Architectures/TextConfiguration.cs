using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;
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
    private const string Ties = "tie_word_embeddings";

    /// <summary>What reads a model that sees images too, of whose decoder some kinds are known. Without an image it computes what the decoder does alone.</summary>
    /// <param name="kinds">The decoder's <c>model_type</c>.</param>
    public static Func<JsonRecord, DecoderConfiguration> Reader(params string[] kinds) => json =>
    {
        var text = json.Record(Name);
        if (!kinds.Contains(text.Text("model_type")))
        {
            throw json.Error($"'model_type' of '{Name}' is '{text.Text("model_type")}'; expected {string.Join(" or ", kinds)}.");
        }

        var kind = DecoderConfigurationReader.KindOf(text);
        var alone = Alone(JsonObject.Create(json.Element)!, JsonObject.Create(text.Element)!);
        var configuration = kind.Read(json with { Element = JsonSerializer.SerializeToElement(alone) });
        DecoderProperties.Require(text, kind);
        return configuration;
    };

    /// <summary>The decoder's configuration.</summary>
    /// <param name="whole">The file.</param>
    /// <param name="text">What it says of the decoder.</param>
    /// <returns>A new object.</returns>
    public static JsonObject Alone(JsonObject whole, JsonObject text)
    {
        var decoder = text.DeepClone().AsObject();
        var types = Array.Exists(Types, name => text[name] is not null) ? [] : Types;
        string[] ties = text[Ties] is null ? [Ties] : [];
        foreach (var name in OfWhole.Concat(types).Concat(ties).Where(name => whole[name] is not null))
        {
            decoder[name] = whole[name]!.DeepClone();
        }

        return decoder;
    }
}
