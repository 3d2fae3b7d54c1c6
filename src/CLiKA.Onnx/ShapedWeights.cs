using CLiKA.Onnx.Decoders;

namespace CLiKA.Onnx;

/// <summary>Weights of a file that are in memory, with their shapes.</summary>
/// <param name="path">The file, for error messages.</param>
/// <param name="weights">Shape and values of each weight, row-major, by its HuggingFace name.</param>
internal sealed class ShapedWeights(string path, IReadOnlyDictionary<string, (int[] Shape, float[] Values)> weights) : IWeightSource
{
    private readonly Dictionary<string, float[]> _required = new(StringComparer.Ordinal);

    public void Require(string name, IReadOnlyList<int> shape)
    {
        if (!weights.TryGetValue(name, out var weight) || !IsOf(weight.Shape, shape))
        {
            var found = weight.Shape is null ? "is missing" : $"is {string.Join('x', weight.Shape)}";
            throw new InvalidInputException(path, $"'{name}' {found}; expected {string.Join('x', shape)}.");
        }

        _required[name] = weight.Shape.SequenceEqual(shape) ? weight.Values : WithoutZeros(weight.Values, weight.Shape[1], shape[0], shape[1]);
    }

    public void Read(string name, long offset, Span<float> values) =>
        _required[name].AsSpan((int)offset, values.Length).CopyTo(values);

    // The writer of graphs may have put zeros behind the rows and columns of a matrix.
    private static bool IsOf(int[] stored, IReadOnlyList<int> shape) =>
        stored.Length == shape.Count
        && stored.Zip(shape).All(size => size.First == size.Second || (shape.Count == 2 && size.First == RowWidth.Apart(size.Second).Places));

    private static float[] WithoutZeros(float[] stored, int places, int rows, int columns)
    {
        var values = new float[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            stored.AsSpan(row * places, columns).CopyTo(values.AsSpan(row * columns));
        }

        return values;
    }
}
