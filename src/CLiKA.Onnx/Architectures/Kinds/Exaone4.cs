using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// Exaone4ForCausalLM. Where some layers have a sliding window, those with full attention have no rotary embedding; where none has, all layers have
/// one.
/// </summary>
internal static class Exaone4
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 0, "sliding_window": 4096, "sliding_window_pattern": 4 }""",
        Properties = $"{PropertyNames.SlidingByPattern} {PropertyNames.Gated}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var rotation = RotationReader.Read(json);
        var shape = DecoderShape.ReadGated(json, rotation) with
        {
            QueryKeyNorm = QueryKeyNorm.Shared,
            Variant = new() { Norms = LayerNorms.After },
        };
        if (!json.Has("sliding_window"))
        {
            return shape;
        }

        // A pattern may consist of letters, but then the layers are listed too.
        var period = json.Has("layer_types") ? 1 : json.WholeNumber("sliding_window_pattern");
        return shape.WithLayers(LayerTypes.Read(json, shape, period, rotation, full: null));
    }
}
