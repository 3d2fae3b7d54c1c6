using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads config.json of Phi3ForCausalLM, the class of Phi-3 and Phi-4. Where angles have one factor within the original training length and another
/// beyond, that length becomes the longest sequence.
/// </summary>
internal static class Phi3ConfigurationReader
{
    private const string Defaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 1, "original_max_position_embeddings": 4096 }""";

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = ConfigurationDefaults.Under(file, Defaults);
        var scaling = LongScalingReader.Find(json) is { } rope ? Scaling(json, rope) : null;
        var rotation = new Rotation(RotationReader.ThetaOf(json), scaling);
        var shape = LlamaConfigurationReader.WithBiases(json, rotation);
        var longest = scaling is null ? shape.MaximumPositions : Math.Min(shape.MaximumPositions, json.WholeNumber(RotationReader.OriginalPositions));
        shape = shape with
        {
            MaximumPositions = longest,
            Variant = new() { RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 1), Joined = JoinedProjections.All },
        };
        DecoderConfigurationCheck.Require(shape, json);
        return shape with { Variant = shape.Variant with { Layers = LayerTypes.Alike(json, shape, rotation) } };
    }

    private static LongScaling Scaling(JsonRecord json, JsonRecord rope)
    {
        var (longest, original) = (json.WholeNumber("max_position_embeddings"), json.WholeNumber(RotationReader.OriginalPositions));
        var ratio = (double)longest / original;
        if (rope.Has("factor") && Math.Abs(rope.Number("factor") - ratio) > 1e-6)
        {
            throw json.Error($"'factor' is {rope.Number("factor")}, and {longest} positions are {ratio} times {original}; expected the same.");
        }

        var attention = ratio > 1 ? Math.Sqrt(1 + (Math.Log(ratio) / Math.Log(original))) : 1;
        return LongScalingReader.Read(rope, RotationReader.Number(rope, "attention_factor", attention));
    }
}
