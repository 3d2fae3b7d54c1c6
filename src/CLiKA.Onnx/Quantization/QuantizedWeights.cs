using System.Globalization;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>The weights of a checkpoint with quantized matrices, which are dequantized when read.</summary>
/// <param name="checkpoint">The tensors.</param>
/// <param name="quantization">The format of the quantized matrices.</param>
internal sealed class QuantizedWeights(SafetensorsCheckpoint checkpoint, CheckpointQuantization quantization) : IWeightSource
{
    private const string Suffix = ".weight";

    // 64 MiB of a matrix are held in memory, in whole rows.
    private const int MostValues = 1 << 24;

    private readonly Dictionary<string, QuantizedMatrix> _matrices = new(StringComparer.Ordinal);
    private readonly HashSet<string> _widened = new(StringComparer.Ordinal);
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private (string Name, int Row, float[] Values) _rows = (string.Empty, 0, []);

    /// <summary>The quantization of the required matrices, and how they were treated.</summary>
    public CheckpointQuantization Found
    {
        get
        {
            var remarks = _matrices.Values.Select(matrix => matrix.Remark).OfType<string>().CountBy(remark => remark);
            (int Count, string What)[] parts =
            [
                (_matrices.Count - _widened.Count, "kept as they are"),
                (_widened.Count, "widened"),
                (_others.Count, "not quantized"),
                .. remarks.Select(remark => (remark.Value, remark.Key)),
            ];
            var found = parts.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count:N0} {part.What}"));
            return quantization with { Description = $"{quantization.Description}; matrices: {string.Join(", ", found)}" };
        }
    }

    public void Require(string name, IReadOnlyList<int> shape)
    {
        if (shape is [var outputs, var inputs] && name.EndsWith(Suffix, StringComparison.Ordinal)
            && quantization.Find(checkpoint, name[..^Suffix.Length], outputs, inputs) is { } matrix)
        {
            _matrices[name] = matrix;
            return;
        }

        checkpoint.Require(name, shape);
        if (shape.Count > 1 && !name.EndsWith("bias", StringComparison.Ordinal))
        {
            _others.Add(name);
        }
    }

    public void Read(string name, long offset, Span<float> values)
    {
        // All weights have been required before the first is read.
        if (_matrices.Count == 0)
        {
            throw new ArgumentException($"config.json describes quantized matrices ({quantization.Description}), but none is quantized.");
        }

        if (!_matrices.TryGetValue(name, out var matrix))
        {
            checkpoint.Read(name, offset, values);
            return;
        }

        _widened.Add(name);
        while (values.Length > 0)
        {
            var (row, column) = Math.DivRem(offset, matrix.Inputs);
            var rest = RowsFrom(name, matrix, (int)row)[(int)column..];
            var count = Math.Min(rest.Length, values.Length);
            rest[..count].CopyTo(values);
            values = values[count..];
            offset += count;
        }
    }

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs) => _matrices.GetValueOrDefault(name) as IntegerMatrix;

    private ReadOnlySpan<float> RowsFrom(string name, QuantizedMatrix matrix, int row)
    {
        var isHeld = _rows.Name == name && row >= _rows.Row && row < _rows.Row + (_rows.Values.Length / matrix.Inputs);
        if (!isHeld)
        {
            var count = Math.Clamp(MostValues / matrix.Inputs, 1, matrix.Outputs - row);
            _rows = (name, row, new float[count * matrix.Inputs]);
            matrix.Read(row, _rows.Values);
        }

        return _rows.Values.AsSpan((row - _rows.Row) * matrix.Inputs);
    }
}
