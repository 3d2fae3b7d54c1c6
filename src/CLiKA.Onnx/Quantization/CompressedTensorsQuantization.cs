using System.Runtime.InteropServices;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// The format of vLLM's compressed-tensors: <c>weight_packed</c> [outputs, inputs / n] with integers that are stored with half their range added, or
/// with floating-point numbers of 4 bits, or <c>weight</c> in I8 or F8_E4M3; <c>weight_scale</c>, <c>weight_zero_point</c>, and <c>weight_g_idx</c>
/// where columns were quantized in activation order. The storage is determined tensor by tensor; matrices that were not quantized have <c>weight</c>
/// in 16 or 32 bits.
/// </summary>
/// <param name="Description">The format and its parameters, in words.</param>
/// <param name="HasFloat4">Whether there may be matrices of 4-bit floating-point numbers.</param>
/// <param name="Bits">Possible numbers of bits of packed integers.</param>
/// <param name="GroupSizes">Possible numbers of inputs that share a scale of integers.</param>
/// <param name="HasZeros">Whether all matrices of integers have zero points; otherwise only those with a tensor for them.</param>
/// <param name="IsReordered">Whether the inputs of a group may be anywhere in all matrices of integers with several groups.</param>
/// <param name="Tile">Rows and columns of a tile that shares a scale, where the format specifies both.</param>
internal sealed record CompressedTensorsQuantization(
    string Description,
    bool HasFloat4,
    IReadOnlyCollection<int> Bits,
    IReadOnlyCollection<int> GroupSizes,
    bool HasZeros,
    bool IsReordered,
    (int Rows, int Columns)? Tile) : CheckpointQuantization(Description)
{
    internal override QuantizedMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        var packed = $"{name}.weight_packed";
        if (checkpoint.Has(packed))
        {
            return Bits.Count == 0 || (HasFloat4 && checkpoint.EntryOf(packed).Type == "U8")
                ? Float4Matrix.Find(checkpoint, packed, Float4Scales(checkpoint, name, outputs, inputs), outputs, inputs)
                : Packed(checkpoint, name, outputs, inputs);
        }

        var weight = $"{name}.weight";
        return !IsQuantized(checkpoint, weight) ? null
            : checkpoint.EntryOf(weight).Type == "I8" ? Plain(checkpoint, name, outputs, inputs)
            : Float8Matrix.Find(checkpoint, weight, $"{weight}_scale", outputs, inputs, Tile);
    }

    // The type of the scales tells NVFP4 from MXFP4.
    private static BlockScales Float4Scales(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        var scales = $"{name}.weight_scale";
        return checkpoint.EntryOf(scales).Type == "F8_E4M3"
            ? BlockScales.Nvidia(checkpoint, scales, $"{name}.weight_global_scale", divides: true, outputs, inputs)
            : BlockScales.Microscaling(checkpoint, scales, outputs, inputs);
    }

    private IntegerMatrix Packed(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        var packed = $"{name}.weight_packed";
        var stored = checkpoint.EntryOf(packed).Shape;
        var possible = Bits.Select(bits => new PackedTensor(checkpoint, packed, bits)).ToList();
        var numbers = possible.Find(some => stored.SequenceEqual([outputs, some.WordsOf(inputs)])) ?? possible[0];
        checkpoint.Require(packed, "I32", [outputs, numbers.WordsOf(inputs)]);
        return Matrix(checkpoint, name, outputs, inputs, numbers.Bits, (row, values) => numbers.ReadRows(inputs, row, values));
    }

    private IntegerMatrix Plain(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        var numbers = new SignedTensor(checkpoint, $"{name}.weight");
        checkpoint.Require(numbers.Name, "I8", [outputs, inputs]);
        return Matrix(checkpoint, name, outputs, inputs, 8, (row, values) => numbers.Read((long)row * inputs, 128, values));
    }

    private IntegerMatrix Matrix(
        SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs, int bits, RowReader<byte> numbers)
    {
        var tile = Tile ?? TileOf(checkpoint, $"{name}.weight_scale", outputs, inputs);
        var scales = ScaleGrid.Find(checkpoint, $"{name}.weight_scale", outputs, inputs, tile);
        var groups = GroupsOf(checkpoint, $"{name}.weight_g_idx", inputs, scales);
        var zeros = $"{name}.weight_zero_point";
        return new(
            outputs,
            inputs,
            bits,
            groups,
            numbers,
            (row, values) => scales.Read(checkpoint, row, values),
            HasZeros || checkpoint.Has(zeros) ? ZeroGrid.Find(checkpoint, zeros, outputs, scales, bits).Read : null);
    }

    // The tensor's shape gives only the number of groups.
    private (int Rows, int Columns)? TileOf(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs) =>
        checkpoint.EntryOf(name).Shape is [var rows, > 1 and var groups] && rows == outputs
        && GroupSizes.FirstOrDefault(size => InputGroups.CountOf(inputs, size) == groups) is > 0 and var group
            ? (1, group)
            : null;

    private InputGroups GroupsOf(SafetensorsCheckpoint checkpoint, string name, int inputs, ScaleGrid scales)
    {
        if (!checkpoint.Has(name))
        {
            return IsReordered && scales.Columns > 1
                ? throw checkpoint.Error(scales.Name, $"has no '{name}' beside it; expected one, since 'actorder' in config.json lets the inputs of a group be in any order.")
                : InputGroups.Of(inputs, scales.ColumnsEach);
        }

        // Without reordering, all indices may be -1.
        checkpoint.Require(name, "I32", [inputs]);
        var first = new int[1];
        checkpoint.ReadBytes(name, 0, MemoryMarshal.AsBytes(first.AsSpan()));
        return first[0] == -1
            ? InputGroups.Of(inputs, scales.ColumnsEach)
            : IndexedGroups.Read(checkpoint, name, inputs, scales.ColumnsEach, scales.Columns);
    }
}
