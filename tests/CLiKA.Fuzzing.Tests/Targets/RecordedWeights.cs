using CLiKA.Onnx;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Gives every weight that is asked for, and remembers which were.</summary>
internal sealed class RecordedWeights : IWeightSource
{
    private readonly Dictionary<string, int[]> _asked = [];

    /// <summary>The weights that were asked for.</summary>
    public IReadOnlyCollection<(string Name, int[] Shape)> Asked => [.. _asked.Select(weight => (weight.Key, weight.Value))];

    public void Require(string name, IReadOnlyList<int> shape) => _asked[name] = [.. shape];

    public void Read(string name, long offset, Span<float> values) => values.Fill(0.01f);
}
