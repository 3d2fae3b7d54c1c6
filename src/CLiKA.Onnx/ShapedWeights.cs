namespace CLiKA.Onnx;

/// <summary>Weights of a file that are in memory, with their shapes.</summary>
/// <param name="path">The file, for error messages.</param>
/// <param name="weights">Shape and values of each weight, row-major, by its HuggingFace name.</param>
internal sealed class ShapedWeights(string path, IReadOnlyDictionary<string, (int[] Shape, float[] Values)> weights) : IWeightSource
{
    public void Require(string name, IReadOnlyList<int> shape)
    {
        if (!weights.TryGetValue(name, out var weight) || !weight.Shape.SequenceEqual(shape))
        {
            var found = weight.Shape is null ? "is missing" : $"is {string.Join('x', weight.Shape)}";
            throw new InvalidInputException(path, $"'{name}' {found}; expected {string.Join('x', shape)}.");
        }
    }

    public void Read(string name, long offset, Span<float> values) =>
        weights[name].Values.AsSpan((int)offset, values.Length).CopyTo(values);
}
