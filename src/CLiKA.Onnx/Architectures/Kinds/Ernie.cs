using CLiKA.Input;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Ernie4_5ForCausalLM and Ernie4_5_MoeForCausalLM.</summary>
internal static class Ernie
{
    private const string Bias = "use_bias";
    private const string Interval = "moe_layer_interval";
    private const string Properties = $"use_rmsnorm weight_share_add_bias {PropertyNames.Gated}";

    /// <summary>Models without experts.</summary>
    public static DecoderKind Dense { get; } = new(Shape)
    {
        Defaults = """
            {
              "num_key_value_heads": 2, "head_dim": 128, "rms_norm_eps": 1e-5, "bos_token_id": 1, "tie_word_embeddings": true, "use_bias": false
            }
            """,
        Properties = Properties,
    };

    /// <summary>Models with experts, which are chosen by probabilities with a correction.</summary>
    public static DecoderKind Mixture { get; } = new(ReadMixture)
    {
        Defaults = """
            {
              "num_key_value_heads": 4, "rms_norm_eps": 1e-5, "bos_token_id": 1, "tie_word_embeddings": true, "use_bias": false,
              "moe_intermediate_size": 1536, "moe_k": 6, "moe_num_experts": 64, "moe_num_shared_experts": 2, "moe_layer_start_index": 1,
              "moe_layer_end_index": -1, "moe_layer_interval": 1, "moe_norm_min": 1e-12
            }
            """,
        Properties = $"moe_capacity moe_gate moe_use_aux_free num_nextn_predict_layers {Properties}",
    };

    private static DecoderConfiguration ReadMixture(JsonRecord json)
    {
        // The output projection would have a bias too.
        json.RequireTruth(Bias, false);
        var shape = Shape(json);
        DecoderConfigurationCheck.Require(shape, json);
        int[] dense = [.. DenseLayers(json, shape.Layers)];
        return shape with { Variant = shape.Variant with { Experts = dense.Length == shape.Layers ? null : Experts(json, dense) } };
    }

    private static DecoderConfiguration Shape(JsonRecord json)
    {
        var hasBias = json.Truth(Bias);
        return DecoderShape.ReadGated(json, RotationReader.Read(json, theta: 500_000)) with
        {
            QueryKeyValueBias = hasBias,
            OutputBias = hasBias,
            FeedForwardBias = hasBias,
            Variant = new() { RotatesInterleaved = true },
        };
    }

    private static MixtureOfExperts Experts(JsonRecord json, int[] dense)
    {
        var width = json.WholeNumber("moe_intermediate_size");
        return new()
        {
            Count = json.WholeNumber("moe_num_experts"),
            Chosen = json.WholeNumber("moe_k"),
            IntermediateSize = width,
            HasCorrection = true,
            SharesSumToOne = true,
            SmallestSum = json.Number("moe_norm_min"),
            Shared = RoutedExpertsReader.SharedExpert(json, "moe_num_shared_experts", width),
            DenseLayers = [.. dense],
        };
    }

    private static IEnumerable<int> DenseLayers(JsonRecord json, int layers)
    {
        var (first, last, every) = (json.WholeNumber("moe_layer_start_index"), json.WholeNumber("moe_layer_end_index"), json.WholeNumber(Interval));
        if (every < 1)
        {
            throw json.Error($"'{Interval}' is {every}; expected at least 1.");
        }

        last = last == -1 ? layers - 1 : last;
        return Enumerable.Range(0, layers).Where(layer => (layer + 1) % every != 0 || layer < first || layer > last);
    }
}
