using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>
/// Experts of published gpt-oss files (integrations/mxfp4.py, convert_moe_packed_tensors): each byte of <c>blocks</c> [experts, outputs, inputs / 32,
/// 16] indexes two of sixteen numbers, its lower half the first, and <c>scales</c> are exponents of two with a bias of 127.
/// </summary>
internal static class Mxfp4Experts
{
    /// <summary>Stores random matrices.</summary>
    /// <param name="name">The name of the tensor without quantization, [experts, inputs, outputs].</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="seed">Seed of the random numbers.</param>
    /// <returns>The tensors, and the numbers.</returns>
    public static (CheckpointTensor[] Tensors, float[] Values) Store(string name, int[] shape, int seed)
    {
        var random = new Random(seed);
        var (experts, inputs, outputs) = (shape[0], shape[1], shape[2]);
        var blocks = new byte[experts * outputs * inputs / 2];
        random.NextBytes(blocks);
        byte[] scales = [.. Enumerable.Range(0, experts * outputs * inputs / 32).Select(_ => (byte)random.Next(121, 126))];
        var values = new float[experts * inputs * outputs];
        for (var index = 0; index < values.Length; index++)
        {
            var (row, input) = (index / inputs, index % inputs);
            var number = Float4Format.Numbers[input % 2 == 0 ? blocks[index / 2] % 16 : blocks[index / 2] / 16];
            values[(((row / outputs * inputs) + input) * outputs) + (row % outputs)] = number * MathF.Pow(2, scales[index / 32] - 127);
        }

        return (
            [
                Packing.Of($"{name}_blocks", "U8", [experts, outputs, inputs / 32, 16], blocks),
                Packing.Of($"{name}_scales", "U8", [experts, outputs, inputs / 32], scales),
            ],
            values);
    }
}
