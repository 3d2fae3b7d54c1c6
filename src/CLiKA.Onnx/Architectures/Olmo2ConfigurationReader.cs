using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of Olmo2ForCausalLM and Olmo3ForCausalLM.</summary>
internal static class Olmo2ConfigurationReader
{
    private const int Period = 4;

    private const string Defaults = """{ "rms_norm_eps": 1e-5 }""";

    /// <summary>Reads the second generation, whose layers are all alike.</summary>
    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        return Shape(json, RotationReader.Read(json));
    }

    /// <summary>
    /// Reads the third generation, in which most layers have a sliding window. Their rotary embedding is never scaled, whatever that of the others
    /// is.
    /// </summary>
    public static DecoderConfiguration ReadThird(JsonRecord file)
    {
        var json = file.WithDefaults("""{ "sliding_window": 4096 }""", Defaults);

        // The default base depends on the version of HuggingFace's library.
        var isByLayerType = json.Has(RotationReader.Parameters) && json.Record(RotationReader.Parameters).Has(LayerTypes.Full);
        var full = isByLayerType ? RotationReader.OfLayerType(json, LayerTypes.Full) : RotationReader.Read(json, theta: null);
        var sliding = isByLayerType ? RotationReader.OfLayerType(json, LayerTypes.Sliding) : full with { Scaling = null };
        var shape = Shape(json, full);
        return shape.WithLayers(LayerTypes.Read(json, shape, Period, sliding, full));
    }

    private static DecoderConfiguration Shape(JsonRecord json, Rotation rotation) => LlamaConfigurationReader.WithBiases(json, rotation) with
    {
        QueryKeyNorm = true,
        Variant = new() { Norms = LayerNorms.After, NormalizesHeadsTogether = true },
    };
}
