using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Ministral3ForCausalLM, whose queries grow: the longest sequence is that in which they do not.</summary>
internal static class Ministral3
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "num_key_value_heads": 8, "head_dim": 128, "rms_norm_eps": 1e-5, "bos_token_id": 1,
              "rope_parameters": {
                "type": "yarn", "rope_theta": 1000000, "factor": 16, "original_max_position_embeddings": 16384, "beta_fast": 32, "beta_slow": 1,
                "mscale_all_dim": 1, "mscale": 1, "llama_4_scaling_beta": 0.1
              }
            }
            """,
        Properties = $"sliding_window {PropertyNames.Gated}",
    };

    private static DecoderConfiguration Read(JsonRecord whole)
    {
        var json = GrowingQueries.Without(whole);
        return DecoderShape.ReadGated(json, RotationReader.Read(json)).UpTo(LayerTypes.LongestWithinWindow(json)).UpTo(GrowingQueries.Longest(whole));
    }
}
