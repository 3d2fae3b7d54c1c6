using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// The formats of NVIDIA's Model Optimizer: <c>weight</c> in F8_E4M3 with <c>weight_scale</c> (a single one, one for each row, or one for each tile), or
/// in U8 with numbers of 4 bits in NVFP4, a <c>weight_scale</c> for each block, and <c>weight_scale_2</c>, by which these are multiplied. The storage is
/// determined tensor by tensor; matrices that were not quantized have <c>weight</c> in 16 or 32 bits.
/// </summary>
/// <param name="Description">The format in words.</param>
internal sealed record ModelOptQuantization(string Description) : CheckpointQuantization(Description)
{
    // The files do not say it; vLLM reads no other size.
    private static readonly (int Rows, int Columns) Tile = (128, 128);

    internal override QuantizedMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        var weight = $"{name}.weight";
        var scales = $"{weight}_scale";
        return !IsQuantized(checkpoint, weight) ? null
            : checkpoint.EntryOf(weight).Type == "U8"
                ? Float4Matrix.Find(
                    checkpoint, weight, BlockScales.Nvidia(checkpoint, scales, $"{scales}_2", divides: false, outputs, inputs), outputs, inputs)
            : Float8Matrix.Find(checkpoint, weight, scales, outputs, inputs, Tile);
    }
}
