using CLiKA.Onnx;
using CLiKA.Onnx.Architectures;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Names and shapes of the weights of blocks with a state in checkpoints.</summary>
internal static class SmallStates
{
    private static readonly string[] OfConvolution = ["conv.in_proj", "conv.conv", "conv.out_proj"];

    /// <summary>The names of the weights in a layer.</summary>
    public static IEnumerable<string> Names(StatefulBlock block) => block switch
    {
        ShortConvolution convolution =>
        [
            .. OfConvolution.SelectMany(part => convolution.HasBias ? (string[])[$"{part}.weight", $"{part}.bias"] : [$"{part}.weight"]),
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
            _ => null,
        };
    }
}
