using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tests.Models;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>What is bound to a graph from run to run, and what is not.</summary>
public sealed class GraphBindingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OpenSession _open;
    private readonly PrefixGraph _graph;
    private readonly GraphBinding _binding;
    private readonly OrtValue[] _none;

    public GraphBindingTests()
    {
        SmallModel.Write(_folder);
        _open = SessionOpener.Open(_folder["model.onnx"], DeviceRequest.Cpu, 1);
        _graph = PrefixGraph.Read(_folder["model.onnx"], _open, ModelFolder.Open(_folder.Path).Configuration);
        _binding = new(_open, _graph.Pasts, adapter: null);
        _none = Array.ConvertAll(_graph.Pasts, name => OrtValue.CreateTensorValueFromMemory(Array.Empty<float>(), _graph.NoPast(name)));
    }

    public void Dispose()
    {
        _binding.Dispose();
        _open.Dispose();
        Array.ForEach(_none, value => value.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public void What_a_run_gave_is_not_written_over_by_the_next()
    {
        using var first = Run(_none, 3, 4, 5);
        var before = first[0].GetTensorDataAsSpan<float>().ToArray();

        using var second = Run(_none, 6, 7, 8);

        second[0].GetTensorDataAsSpan<float>().ToArray().Should().NotEqual(before);
        first[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(before);
    }

    [Fact]
    public void Other_keys_and_values_take_the_place_of_those_that_are_bound()
    {
        using var whole = Run(_none, 3, 4, 5, 6);
        using var beginning = Run(_none, 3, 4);

        using var rest = Run([.. beginning.Skip(1)], 5, 6);
        using var again = Run(_none, 5, 6);

        var expected = whole[0].GetTensorDataAsSpan<float>().ToArray();
        Differences(rest, expected).Max().Should().BeLessThan(1e-4f);
        Differences(again, expected).Max().Should().BeGreaterThan(1e-2f);
    }

    [Fact]
    public void After_a_run_that_failed_all_is_bound_anew()
    {
        using var expected = Run(_none, 3, 4, 5);
        var size = _graph.NoPast(_graph.Pasts[0])[3];
        OrtValue[] tooFew = Array.ConvertAll(_graph.Pasts, _ => OrtValue.CreateTensorValueFromMemory(new float[size], [1, 1, 1, size]));

        FluentActions.Invoking(() => Run(tooFew, 3, 4, 5)).Should().Throw<OnnxRuntimeException>();
        Array.ForEach(tooFew, value => value.Dispose());
        using var actual = Run(_none, 3, 4, 5);

        actual[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(expected[0].GetTensorDataAsSpan<float>().ToArray());
    }

    private static float[] Differences(IReadOnlyList<OrtValue> outputs, float[] expected) =>
        [.. outputs[0].GetTensorDataAsSpan<float>().ToArray().Zip(expected, (actual, value) => Math.Abs(actual - value))];

    // Of the last token the logits, and all keys and values.
    private IDisposableReadOnlyCollection<OrtValue> Run(IReadOnlyList<OrtValue> past, params int[] tokens)
    {
        using var ids = Padding.TensorOf([tokens], tokens.Length);
        using var positions = Padding.TensorOf([[tokens.Length - 1, tokens.Length - 1]], 2);
        return _binding.Run(
            past,
            [(GraphNames.InputIds, ids), (GraphNames.LogitPositions, positions)],
            [(GraphNames.Logits, false), .. _graph.Presents.Select(name => (name, true))]);
    }
}
