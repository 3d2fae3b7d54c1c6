using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// FP8 as transformers reads it: <c>weight</c> in F8_E4M3 with <c>weight_scale_inv</c>, which despite its name is a multiplier, or
/// <c>weight_scale</c>: a single one, one for each row, or one for each tile.
/// </summary>
/// <param name="Tile">Rows and columns of a tile that shares a scale; null where a whole row or matrix does.</param>
/// <param name="HasCache">Whether there are scales of keys and values, which are not needed (<see cref="CompressedTensorsReader"/>).</param>
internal sealed record Float8Quantization((int Rows, int Columns)? Tile, bool HasCache) : CheckpointQuantization(
    $"FP8{QuantizationWords.NotRounded([8], HasCache ? 8 : null)}")
{
    internal override QuantizedMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        var weight = $"{name}.weight";
        if (!IsQuantized(checkpoint, weight))
        {
            return null;
        }

        var scales = checkpoint.Has($"{weight}_scale_inv") || !checkpoint.Has($"{weight}_scale") ? $"{weight}_scale_inv" : $"{weight}_scale";
        return Float8Matrix.Find(checkpoint, weight, scales, outputs, inputs, Tile);
    }
}
