using CLiKA.Onnx.Decoders;

namespace CLiKA.Onnx;

/// <summary>Weights of a file in memory, with their shapes.</summary>
/// <param name="path">Path of the file, for error messages.</param>
/// <param name="weights">Shape and values of each weight, row-major, by its HuggingFace name.</param>
internal sealed class ShapedWeights(string path, IReadOnlyDictionary<string, (int[] Shape, float[] Values)> weights) : IWeightSource
{
    private readonly Dictionary<string, (int[] Shape, float[] Values)> _weights = new(weights, StringComparer.Ordinal);

    public void Require(string name, IReadOnlyList<int> shape)
    {
        if (_weights.TryGetValue(name, out var weight) && !weight.Shape.SequenceEqual(shape) && MayBePadded(name, weight.Shape, shape)
            && WithoutPadding(weight.Values, weight.Shape[1], shape[0], shape[1]) is { } values)
        {
            _weights[name] = weight = ([.. shape], values);
        }

        if (weight.Shape is null || !weight.Shape.SequenceEqual(shape))
        {
            var found = weight.Shape is null ? "is missing" : $"is {string.Join('x', weight.Shape)}";
            throw new InvalidInputException(path, $"'{name}' {found}; expected {string.Join('x', shape)}.");
        }
    }

    public void Read(string name, long offset, Span<float> values) =>
        _weights[name].Values.AsSpan((int)offset, values.Length).CopyTo(values);

    // The writer of graphs may have padded rows and columns of matrices with zeros, except for embeddings.
    private static bool MayBePadded(string name, int[] stored, IReadOnlyList<int> shape) =>
        !name.StartsWith("model.embed_", StringComparison.Ordinal) && (stored.Length, shape.Count) == (2, 2)
        && stored.Zip(shape).All(size => size.First == size.Second || size.First == RowWidth.Padded(size.Second).Stride);

    // Null where the padding is not zero.
    private static float[]? WithoutPadding(float[] stored, int stride, int rows, int columns)
    {
        var values = new float[rows * columns];
        for (var row = 0; row < stored.Length / stride; row++)
        {
            var line = stored.AsSpan(row * stride, stride);
            var kept = row < rows ? columns : 0;
            if (line[kept..].ContainsAnyExcept(0f))
            {
                return null;
            }

            line[..kept].CopyTo(values.AsSpan(Math.Min(row, rows) * columns));
        }

        return values;
    }
}
