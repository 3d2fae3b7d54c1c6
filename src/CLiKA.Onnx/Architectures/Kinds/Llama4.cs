using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// Llama4ForCausalLM, and the decoder of Llama4ForConditionalGeneration. Layers with a rotary embedding attend within chunks, and queries of the others grow
/// with their position: up to the longest sequence, neither changes anything.
/// </summary>
internal static class Llama4
{
    private const string Chunk = "attention_chunk_size";
    private const string Tuning = "attn_temperature_tuning";
    private const string Floor = "floor_scale";
    private const string Listed = "moe_layers";
    private const string Step = "interleave_moe_layer_step";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "num_key_value_heads": 8, "head_dim": 128, "rms_norm_eps": 1e-5, "bos_token_id": 1, "intermediate_size_mlp": 16384, "num_experts_per_tok": 1,
              "num_local_experts": 16, "interleave_moe_layer_step": 1, "use_qk_norm": true, "no_rope_layer_interval": 4, "attention_chunk_size": 8192,
              "attn_temperature_tuning": true, "floor_scale": 8192, "attn_scale": 0.1
            }
            """,

        // The class reads neither the jitter of the router nor how the experts are to be held for quantization.
        Properties = $"moe_layers no_rope_layers layer_types router_jitter_noise for_llm_compressor {PropertyNames.Experts} {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var rotation = RotationReader.Read(json, theta: 500_000);
        var shape = DecoderShape.ReadGated(json, rotation) with
        {
            IntermediateSize = json.WholeNumber("intermediate_size_mlp"),
            QueryKeyNorm = json.Truth("use_qk_norm") ? QueryKeyNorm.WithoutWeightsAfterRotation : QueryKeyNorm.None,
        };
        shape = shape.UpTo(ChunkSize(json));
        DecoderConfigurationCheck.RequireSizes(shape, json);
        bool[] rotates = [.. RotaryLayers.Read(WithoutEmptyList(json), shape.Layers)];
        RequireTypes(json);
        int[] dense = [.. Enumerable.Range(0, shape.Layers).Except(ExpertLayers(json, shape.Layers))];
        return shape.UpTo(rotates.Contains(false) ? LongestUngrown(json) : int.MaxValue) with
        {
            Variant = new()
            {
                RotatesInterleaved = true,
                Layers = [.. rotates.Select(hasRotation => new LayerAttention(null, hasRotation ? rotation : null))],
                Names = CheckpointNames.Llama with { Parts = ImmutableDictionary<string, string>.Empty.Add("mlp", "feed_forward") },
                Experts = dense.Length == shape.Layers ? null : Experts(json, dense),
            },
        };
    }

    private static MixtureOfExperts Experts(JsonRecord json, int[] dense)
    {
        var experts = MixtureOfExpertsReader.Read(json, "intermediate_size");
        return experts with
        {
            Scoring = ExpertScoring.SigmoidOfChosen,
            SharesScaleInputs = true,
            Shared = new(experts.IntermediateSize, HasGate: false),
            Storage = ExpertStorage.ByInputs,
            DenseLayers = [.. dense],
        };
    }

    // To the class, an empty list is none.
    private static JsonRecord WithoutEmptyList(JsonRecord json) =>
        json.Has(RotaryLayers.Listed) && json.Element.GetProperty(RotaryLayers.Listed) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0
            ? json.Without(RotaryLayers.Listed)
            : json;

    private static IEnumerable<int> ExpertLayers(JsonRecord json, int layers)
    {
        if (json.Has(Listed))
        {
            return LayerLists.Read(json, Listed);
        }

        return json.WholeNumber(Step) is > 0 and var step
            ? Enumerable.Range(0, layers).Where(layer => (layer + 1) % step == 0)
            : throw json.Error($"'{Step}' is {json.WholeNumber(Step)}; expected at least 1.");
    }

    // Up to the longest sequence, both types are the same.
    private static void RequireTypes(JsonRecord json)
    {
        if (json.Has("layer_types") && json.Texts("layer_types").FirstOrDefault(type => type is not ("chunked_attention" or LayerTypes.Full)) is { } other)
        {
            throw json.Error($"'layer_types' has '{other}'; expected chunked_attention or {LayerTypes.Full}.");
        }
    }

    private static int ChunkSize(JsonRecord json) => json.OptionalWholeNumber(Chunk) switch
    {
        null => int.MaxValue,
        < 1 and var size => throw json.Error($"'{Chunk}' is {size}; expected at least 1, or null."),
        { } size => size,
    };

    // The query at this position, counted from 1, is the first that grows.
    private static int LongestUngrown(JsonRecord json) => !IsTuned(json) ? int.MaxValue
        : json.WholeNumber(Floor) is > 1 and var grown ? grown - 1
        : throw json.Error($"'{Floor}' is {json.WholeNumber(Floor)}; expected at least 2.");

    // Earlier files have a number.
    private static bool IsTuned(JsonRecord json) =>
        json.Element.GetProperty(Tuning).ValueKind == JsonValueKind.Number ? json.Number(Tuning) != 0 : json.TruthOr(Tuning, false);
}
