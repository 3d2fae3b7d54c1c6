using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of HunYuanDenseV1ForCausalLM.</summary>
internal static class HunyuanConfigurationReader
{
    private const string Alpha = "alpha";

    private const string Defaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 1 }""";

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);

        // The scaling called dynamic is static where it has an alpha: it changes the base of the rotary embedding.
        var dynamic = RotationReader.RopeIn(json) is { } rope && rope.Has(Alpha) ? rope : null;
        var shape = LlamaConfigurationReader.WithBiases(json, dynamic is null ? RotationReader.Read(json) : new(RotationReader.ThetaOf(json), null));
        if (dynamic is not null)
        {
            shape = shape with { RopeTheta = Stretched(dynamic, shape) };
        }

        return shape with
        {
            QueryKeyNorm = true,
            Variant = new() { NormalizesAfterRotation = true },
        };
    }

    private static double Stretched(JsonRecord rope, DecoderConfiguration shape)
    {
        var type = RotationReader.TypeOf(rope, "the rotary scaling");
        if (type != "dynamic")
        {
            throw rope.Error($"'{Alpha}' is set, but the rotary scaling is of type '{type}'; expected dynamic.");
        }

        RotationProperties.Require(rope, $"{type} with {Alpha}");
        return shape.HeadSize > 2 ? shape.RopeTheta * Math.Pow(rope.Number(Alpha), shape.HeadSize / (shape.HeadSize - 2.0))
            : throw rope.Error($"'{Alpha}' is set, but the head size is {shape.HeadSize}; expected a head size above 2.");
    }
}
