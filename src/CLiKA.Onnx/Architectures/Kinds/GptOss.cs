using CLiKA.Input;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>GptOssForCausalLM.</summary>
internal static class GptOss
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "num_key_value_heads": 8, "head_dim": 64, "rms_norm_eps": 1e-5, "attention_bias": true, "sliding_window": 128, "swiglu_alpha": 1.702,
              "swiglu_limit": 7.0, "rope_theta": 150000
            }
            """,
        Properties = $"experts_per_token initial_context_length {PropertyNames.Sliding} {PropertyNames.Experts} {PropertyNames.Biased}",
    };

    private const string Scaling = """
        {
          "rope_scaling": {
            "rope_type": "yarn", "factor": 32.0, "beta_fast": 32.0, "beta_slow": 1.0, "truncate": false, "original_max_position_embeddings": 4096
          }
        }
        """;

    private static DecoderConfiguration Read(JsonRecord json)
    {
        if (!Array.Exists(RotationReader.Names, json.Has))
        {
            // Versions of HuggingFace's library differ in whether null stands for the default.
            json = Array.Find(RotationReader.Names, rope => json.Names.Contains(rope)) is { } nothing
                ? throw json.Error($"'{nothing}' is null; expected an object, or no such property.")
                : json.WithDefaults(Scaling);
        }

        var rotation = RotationReader.Read(json);
        var shape = DecoderShape.ReadGated(json, rotation) with
        {
            FeedForwardBias = true,
            Variant = new()
            {
                HasSinks = true,
                Clamp = new(json.Number("swiglu_alpha"), json.Number("swiglu_limit")),
                Experts = MixtureOfExpertsReader.Read(json, "intermediate_size") with
                {
                    SharesSumToOne = true,
                    HasRouterBias = true,
                    Storage = ExpertStorage.ByInputsInTurn,
                },
            },
        };
        return shape.WithLayers(LayerTypes.Read(json, shape, period: 2, rotation, rotation));
    }
}
