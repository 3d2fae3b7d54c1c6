using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>OlmoeForCausalLM.</summary>
internal static class Olmoe
{
    private const string Clip = "clip_qkv";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "rms_norm_eps": 1e-5, "norm_topk_prob": false }""",
        Properties = $"clip_qkv {PropertyNames.Experts} {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        if (json.Has(Clip))
        {
            throw json.Error($"'{Clip}' is {json.Number(Clip)}; OLMoE models that clip queries, keys and values are not supported.");
        }

        return DecoderShape.ReadGated(json, RotationReader.Read(json)) with
        {
            QueryKeyNorm = QueryKeyNorm.AllHeads,
            Variant = new() { Experts = MixtureOfExpertsReader.Read(json, "intermediate_size") with { SharesSumToOne = json.Truth("norm_topk_prob") } },
        };
    }
}
