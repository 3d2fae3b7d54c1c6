using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// Phi3ForCausalLM, the class of Phi-3 and Phi-4. Where angles have one factor within the original training length and another beyond, that length
/// becomes the longest sequence.
/// </summary>
internal static class Phi3
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 1, "original_max_position_embeddings": 4096 }""",
        Properties = $"sliding_window full_attn_mod {PropertyNames.Gated}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var rope = LongRopeReader.Find(json);
        var original = rope is null ? int.MaxValue
            : rope.OptionalWholeNumber(RotationReader.OriginalPositions) ?? json.WholeNumber(RotationReader.OriginalPositions);
        var rotation = new Rotation(RotationReader.ThetaOf(json), rope is null ? null : Scaling(json, rope, original));
        var shape = DecoderShape.ReadGated(json, rotation).UpTo(original);
        shape = shape with
        {
            Variant = new() { RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 1), Fused = FusedProjections.All },
        };
        DecoderConfigurationCheck.Require(shape, json);
        return shape.WithLayers(LayerTypes.Alike(json, shape, rotation));
    }

    private static LongRopeScaling Scaling(JsonRecord json, JsonRecord rope, int original)
    {
        var longest = json.WholeNumber("max_position_embeddings");
        var ratio = (double)longest / original;
        if (rope.Has("factor") && Math.Abs(rope.Number("factor") - ratio) > 1e-6)
        {
            throw rope.Error($"'factor' is {rope.Number("factor")}; expected {ratio}, 'max_position_embeddings' ({longest}) divided by the original training length ({original}).");
        }

        var attention = ratio > 1 ? Math.Sqrt(1 + (Math.Log(ratio) / Math.Log(original))) : 1;
        return LongRopeReader.Read(rope, rope.OptionalNumber("attention_factor") ?? attention);
    }
}
