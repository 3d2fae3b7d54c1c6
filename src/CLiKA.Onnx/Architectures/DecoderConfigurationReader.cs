using CLiKA.Input;
using CLiKA.Onnx.Architectures.Kinds;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of the supported decoders, and rejects all others by name.</summary>
internal static class DecoderConfigurationReader
{
    private const string PredictionLayers = "num_nextn_predict_layers";

    /// <summary>Reads a file.</summary>
    /// <param name="json">The file.</param>
    /// <param name="ignored">Names of properties that are known to have no effect.</param>
    /// <exception cref="InvalidInputException">It describes a model that would, or might, be written wrongly.</exception>
    public static DecoderConfiguration Read(JsonRecord json, IReadOnlyCollection<string> ignored)
    {
        var kind = KindOf(json);
        var left = DecoderProperties.Without(json, kind, ignored);
        var configuration = kind.Read(left);
        DecoderProperties.Require(left, kind);
        return configuration with { PredictionLayers = left.OptionalWholeNumber(PredictionLayers) ?? 0 };
    }

    /// <summary>Returns the kind of a decoder.</summary>
    public static DecoderKind KindOf(JsonRecord json) => DecoderKinds.All.TryGetValue(json.Text("model_type"), out var kind)
        ? kind
        : throw json.Error($"'model_type' is '{json.Text("model_type")}'; expected {string.Join(", ", DecoderKinds.All.Keys)}.");
}
