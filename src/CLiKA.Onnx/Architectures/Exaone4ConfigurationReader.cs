using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads config.json of Exaone4ForCausalLM. Where some layers have a sliding window, those with full attention have no rotary embedding; where none
/// has, all layers have one.
/// </summary>
internal static class Exaone4ConfigurationReader
{
    private const string Pattern = "sliding_window_pattern";

    private const string Defaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 0, "sliding_window": 4096, "sliding_window_pattern": 4 }""";

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        var rotation = RotationReader.Read(json);
        var shape = LlamaConfigurationReader.WithBiases(json, rotation) with
        {
            QueryKeyNorm = true,
            Variant = new() { Norms = LayerNorms.After },
        };
        if (!json.Has("sliding_window"))
        {
            return shape;
        }

        // A pattern may consist of letters, but then the layers are listed too.
        var period = json.Has("layer_types") ? 1 : json.WholeNumber(Pattern);
        return shape.WithLayers(LayerTypes.Read(json, shape, period, rotation, full: null));
    }
}
