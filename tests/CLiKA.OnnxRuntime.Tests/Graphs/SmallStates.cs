using CLiKA.Onnx;
using CLiKA.Onnx.Architectures.States;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Names and shapes of the weights of blocks with a state in checkpoints.</summary>
internal static class SmallStates
{
    private static readonly string[] OfConvolution = ["conv.in_proj", "conv.conv", "conv.out_proj"];

    private static readonly string[] OfFusedDelta = ["linear_attn.in_proj_qkvz.weight", "linear_attn.in_proj_ba.weight"];

    private static readonly string[] OfDelta =
        ["linear_attn.in_proj_qkv.weight", "linear_attn.in_proj_z.weight", "linear_attn.in_proj_b.weight", "linear_attn.in_proj_a.weight"];

    private static readonly string[] OfMamba2 =
        ["mamba.in_proj.weight", "mamba.conv1d.weight", "mamba.A_log", "mamba.dt_bias", "mamba.D", "mamba.out_proj.weight"];

    /// <summary>The names of the weights in a layer.</summary>
    public static IEnumerable<string> Names(StatefulBlock block) => block switch
    {
        ShortConvolution convolution =>
        [
            .. OfConvolution.SelectMany(part => convolution.HasBias ? (string[])[$"{part}.weight", $"{part}.bias"] : [$"{part}.weight"]),
        ],
        GatedDeltaNet delta =>
        [
            .. delta.IsFused ? OfFusedDelta : OfDelta, "linear_attn.conv1d.weight", "linear_attn.A_log", "linear_attn.dt_bias", "linear_attn.norm.weight",
            "linear_attn.out_proj.weight",
        ],
        Mamba2 mamba =>
        [
            .. OfMamba2,
            .. mamba.HasConvolutionBias ? (string[])["mamba.conv1d.bias"] : [],
            .. mamba.HasInputBias ? (string[])["mamba.in_proj.bias"] : [],
            .. mamba.HasOutputBias ? (string[])["mamba.out_proj.bias"] : [],
            .. mamba.Gate == StateGate.WithoutNorm ? (string[])[] : ["mamba.norm.weight"],
        ],
        _ => throw new ArgumentException($"no names of {block}", nameof(block)),
    };

    /// <summary>The shape of such a weight; null for other weights.</summary>
    public static int[]? ShapeOf(DecoderConfiguration configuration, string name)
    {
        var (width, block) = (configuration.HiddenSize, configuration.Variant.Stateful);
        return (block, name.Split('.').Skip(3).ToArray()) switch
        {
            (ShortConvolution, ["conv", "in_proj", "weight"]) => [3 * width, width],
            (ShortConvolution, ["conv", "in_proj", "bias"]) => [3 * width],
            (ShortConvolution convolution, ["conv", "conv", "weight"]) => [width, 1, convolution.Length],
            (ShortConvolution, ["conv", "out_proj", "weight"]) => [width, width],
            (ShortConvolution, ["conv", _, "bias"]) => [width],
            (GatedDeltaNet delta, ["linear_attn", var part, ..]) => ShapeOf(delta, part, width),
            (Mamba2 mamba, ["mamba", .. var parts]) => ShapeOf(mamba, string.Join('.', parts), width),
            _ => null,
        };
    }

    private static int[] ShapeOf(Mamba2 mamba, string part, int width)
    {
        var values = mamba.Heads * mamba.HeadSize;
        var channels = values + (2 * mamba.Groups * mamba.StateSize);
        return part switch
        {
            "in_proj.weight" => [values + channels + mamba.Heads, width],
            "in_proj.bias" => [values + channels + mamba.Heads],
            "conv1d.weight" => [channels, 1, mamba.Length],
            "conv1d.bias" => [channels],
            "norm.weight" => [values],
            "out_proj.weight" => [width, values],
            "out_proj.bias" => [width],
            _ => [mamba.Heads],
        };
    }

    private static int[] ShapeOf(GatedDeltaNet delta, string part, int width)
    {
        var (keys, values) = (delta.KeyHeads * delta.KeySize, delta.ValueHeads * delta.ValueSize);
        return part switch
        {
            "in_proj_qkvz" => [2 * (keys + values), width],
            "in_proj_ba" => [2 * delta.ValueHeads, width],
            "in_proj_qkv" => [(2 * keys) + values, width],
            "in_proj_z" => [values, width],
            "in_proj_b" or "in_proj_a" => [delta.ValueHeads, width],
            "conv1d" => [(2 * keys) + values, 1, delta.Length],
            "out_proj" => [width, values],
            "norm" => [delta.ValueSize],
            _ => [delta.ValueHeads],
        };
    }
}
