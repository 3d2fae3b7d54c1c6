using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>
/// AWQ, written as AutoAWQ's WQLinear_GEMM.from_linear does: "order_map = [0, 2, 4, 6, 1, 3, 5, 7]", where the number of column
/// "col * pack_num + order_map[i]" is moved by i times 4 bits; and read as awq/utils/packing_utils.py at 7ee2873 reads it.
/// </summary>
/// <param name="GroupSize">Inputs of a group, -1 for all.</param>
/// <param name="IsSymmetric">Whether every zero point is the middle of the range.</param>
internal sealed record AwqFormat(int GroupSize, bool IsSymmetric = false) : IStoredFormat
{
    private static readonly int[] OrderMap = [0, 2, 4, 6, 1, 3, 5, 7];

    public string Configuration => $$"""
        {
          "quant_method": "awq", "bits": 4, "group_size": {{GroupSize}}, "zero_point": {{(IsSymmetric ? "false" : "true")}}, "version": "gemm", "backend": "autoawq",
          "do_fuse": false, "modules_to_not_convert": null
        }
        """;

    public bool IsKept => true;

    public (IReadOnlyList<CheckpointTensor> Tensors, float[] Values) Store(string name, int outputs, int inputs, int seed)
    {
        var size = GroupSize < 0 ? inputs : GroupSize;
        var known = KnownIntegers.Random(outputs, inputs, 4, KnownIntegers.InOrder(inputs, size), IsSymmetric, seed);
        return (
            [
                Packing.Words($"{name}.qweight", [inputs, outputs / 8], Packed(known.Numbers)),
                Packing.Words($"{name}.qzeros", [known.Groups, outputs / 8], Packed(known.Zeros)),
                Packing.Halves($"{name}.scales", [known.Groups, outputs], Packing.Transposed(known.Scales).SelectMany(row => row)),
            ],
            known.Values);
    }

    private static IEnumerable<uint> Packed(int[][] matrix)
    {
        foreach (var row in Packing.Transposed(matrix))
        {
            for (var column = 0; column < row.Length / 8; column++)
            {
                var word = 0u;
                for (var i = 0; i < 8; i++)
                {
                    word |= (uint)row[(column * 8) + OrderMap[i]] << (i * 4);
                }

                yield return word;
            }
        }
    }
}
