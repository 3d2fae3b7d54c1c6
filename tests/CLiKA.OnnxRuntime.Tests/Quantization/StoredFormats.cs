namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>The supported formats, each in the variants of published checkpoints.</summary>
internal static class StoredFormats
{
    private static readonly Dictionary<string, IStoredFormat> All = new()
    {
        ["gptq, 4 bits"] = new GptqFormat(4, 16, IsSymmetric: true),
        ["gptq, 4 bits, zero points, a group that is not full"] = new GptqFormat(4, 32, IsSymmetric: false, GroupOf: KnownIntegers.InOrder),
        ["gptq, 4 bits, zero points, of the second version"] = new GptqFormat(4, 16, IsSymmetric: false, "gptq_v2"),
        ["gptq, 8 bits, zero points"] = new GptqFormat(8, 32, IsSymmetric: false, "gptq"),
        ["gptq, 8 bits, one group"] = new GptqFormat(8, -1, IsSymmetric: true),
        ["gptq, in the order of activations"] = new GptqFormat(4, 16, IsSymmetric: false, GroupOf: KnownIntegers.Shuffled),
        ["gptq, groups of several sizes"] = new GptqFormat(4, 16, IsSymmetric: false, GroupOf: Uneven, IsKept: false),
        ["gptq, groups of 24"] = new GptqFormat(4, 24, IsSymmetric: true, IsKept: false),
        ["gptq, modules of their own rules"] = new GptqFormat(4, 16, IsSymmetric: true, WiderModule: "down_proj"),
        ["awq"] = new AwqFormat(16),
        ["awq, without zero points"] = new AwqFormat(16, IsSymmetric: true),
        ["awq, one group"] = new AwqFormat(-1),
        ["compressed-tensors, 4 bits"] = new CompressedFormat(4, 16, IsSymmetric: true),
        ["compressed-tensors, 4 bits, groups that are inferred"] = new CompressedFormat(4, 16, IsSymmetric: true, SaysStrategy: false),
        ["compressed-tensors, 4 bits, zero points, a group that is not full"] = new CompressedFormat(4, 32, IsSymmetric: false),
        ["compressed-tensors, 8 bits, zero points, whole rows"] = new CompressedFormat(8, null, IsSymmetric: false),
        ["compressed-tensors, in the order of activations"] = new CompressedFormat(4, 16, IsSymmetric: true, GroupOf: KnownIntegers.Shuffled),
        ["compressed-tensors, not reordered"] = new CompressedFormat(4, 16, IsSymmetric: true, GroupOf: NotReordered),
        ["compressed-tensors, I8"] = new CompressedFormat(8, null, IsSymmetric: true, IsPacked: false),
        ["compressed-tensors, I8, zero points, tiles"] = new CompressedFormat(8, 16, IsSymmetric: false, IsPacked: false, Rows: 16),
        ["compressed-tensors, FP8"] = new Float8Format(null, Method: "compressed-tensors"),
        ["compressed-tensors, FP8, one scale"] = new Float8Format(null, IsWhole: true, Method: "compressed-tensors"),
        ["compressed-tensors, FP8, with a quantized cache"] = new Float8Format(null, Method: "compressed-tensors", HasCache: true),
        ["compressed-tensors, FP8, tiles"] = new Float8Format((16, 32), Method: "compressed-tensors"),
        ["compressed-tensors, NVFP4"] = new Float4Format(IsNvidia: true),
        ["compressed-tensors, NVFP4, weights only"] = new Float4Format(IsNvidia: true, RoundsInputs: false),
        ["compressed-tensors, MXFP4"] = new Float4Format(IsNvidia: false),
        ["compressed-tensors, MXFP4, exponents of their own type"] = new Float4Format(IsNvidia: false, ScaleType: "F8_E8M0"),
        ["fp8, tiles"] = new Float8Format((32, 16)),
        ["fp8, tiles larger than a matrix"] = new Float8Format((128, 128)),
        ["fp8, with a quantized cache"] = new Float8Format(null, IsWhole: true, HasCache: true),
        ["fp8, one scale"] = new Float8Format(null, IsWhole: true),
        ["modelopt, NVFP4"] = new ModelOptFormat("NVFP4"),
        ["modelopt, NVFP4, weights only"] = new ModelOptFormat("W4A16_NVFP4"),
        ["modelopt, NVFP4, in its own file"] = new ModelOptFormat("NVFP4", HasOwnFile: true),
        ["modelopt, FP8"] = new ModelOptFormat("FP8"),
        ["modelopt, FP8, a scale for each row"] = new ModelOptFormat("FP8_PER_CHANNEL_PER_TOKEN"),
        ["modelopt, FP8, tiles"] = new ModelOptFormat("FP8_PB_WO"),
        ["modelopt, FP8, in its own file"] = new ModelOptFormat("FP8", HasOwnFile: true),
        ["bitsandbytes, NF4"] = new BitsAndBytesFormat("nf4", IsNested: false),
        ["bitsandbytes, NF4, double quantization"] = new BitsAndBytesFormat("nf4", IsNested: true),
        ["bitsandbytes, NF4, in the type of the model"] = new BitsAndBytesFormat("nf4", IsNested: true, Storage: "bfloat16"),
        ["bitsandbytes, FP4, double quantization"] = new BitsAndBytesFormat("fp4", IsNested: true),
        ["bitsandbytes, 8 bits"] = new BitsAndBytesRows(),
        ["fbgemm_fp8, a scale for each row"] = new Float8Format(null, Method: "fbgemm_fp8"),
    };

    public static IEnumerable<string> Names => All.Keys;

    public static IStoredFormat Named(string name) => All[name];

    private static int[] Uneven(int inputs, int size) =>
        [.. KnownIntegers.InOrder(inputs, size).Select((group, input) => input == 0 ? 1 : group)];

    private static int[] NotReordered(int inputs, int size) => KnownIntegers.InOrder(inputs, size);
}
