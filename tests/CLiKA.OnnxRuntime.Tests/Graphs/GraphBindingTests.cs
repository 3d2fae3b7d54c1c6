using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tests.Adapters;
using CLiKA.OnnxRuntime.Tests.Models;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Which inputs and outputs stay bound from run to run.</summary>
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
    public void A_run_does_not_overwrite_earlier_outputs()
    {
        using var first = Run(_none, 3, 4, 5);
        var before = first[0].GetTensorDataAsSpan<float>().ToArray();

        using var second = Run(_none, 6, 7, 8);

        second[0].GetTensorDataAsSpan<float>().ToArray().Should().NotEqual(before);
        first[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(before);
    }

    [Fact]
    public void Another_cache_replaces_the_bound_one()
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
    public void Everything_is_bound_anew_after_a_failure()
    {
        using var expected = Run(_none, 3, 4, 5);

        Fail(_binding);
        using var actual = Run(_none, 3, 4, 5);

        actual[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(expected[0].GetTensorDataAsSpan<float>().ToArray());
    }

    // As on CUDA, where an adapter is an input of each run.
    [Fact]
    public void An_adapter_stays_bound_and_is_bound_anew_after_a_failure()
    {
        var model = SmallLlama.Grouped;
        DecoderGraph.Write(_folder["adapted.onnx"], model, SmallLlama.Weights(model), WeightType.Float32, [.. LoraProjections.Usual]);
        OnnxAdapterFile.Write(_folder["de.onnx_adapter"], SmallAdapter.Of(model), WeightType.Float32);
        using var open = SessionOpener.Open(_folder["adapted.onnx"], DeviceRequest.Cpu, 1);
        using var adapter = AppliedAdapter.Read(_folder["de.onnx_adapter"], _folder["adapted.onnx"], open with { Weights = null });
        adapter.Inputs.Should().NotBeEmpty();
        using var binding = new GraphBinding(open, _graph.Pasts, adapter);
        using var whole = Run(binding, _none, [3, 4, 5, 6]);
        using var beginning = Run(binding, _none, [3, 4]);

        using var rest = Run(binding, [.. beginning.Skip(1)], [5, 6]);
        Fail(binding);
        using var again = Run(binding, _none, [3, 4, 5, 6]);
        using var alone = Run(_none, 3, 4, 5, 6);

        var expected = whole[0].GetTensorDataAsSpan<float>().ToArray();
        Differences(rest, expected).Max().Should().BeLessThan(1e-4f);
        Differences(again, expected).Should().OnlyContain(difference => difference == 0);
        Differences(alone, expected).Max().Should().BeGreaterThan(1e-2f, "an adapter has to change something");
    }

    private static float[] Differences(IReadOnlyList<OrtValue> outputs, float[] expected) =>
        [.. outputs[0].GetTensorDataAsSpan<float>().ToArray().Zip(expected, (actual, value) => Math.Abs(actual - value))];

    private void Fail(GraphBinding binding)
    {
        var size = _graph.NoPast(_graph.Pasts[0])[3];
        OrtValue[] tooFew = Array.ConvertAll(_graph.Pasts, _ => OrtValue.CreateTensorValueFromMemory(new float[size], [1, 1, 1, size]));
        FluentActions.Invoking(() => Run(binding, tooFew, [3, 4, 5])).Should().Throw<OnnxRuntimeException>();
        Array.ForEach(tooFew, value => value.Dispose());
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(IReadOnlyList<OrtValue> past, params int[] tokens) => Run(_binding, past, tokens);

    // Returns the logits of the last token, and all keys and values.
    private IDisposableReadOnlyCollection<OrtValue> Run(GraphBinding binding, IReadOnlyList<OrtValue> past, int[] tokens)
    {
        using var ids = Padding.TensorOf([tokens], tokens.Length);
        using var positions = Padding.TensorOf([[tokens.Length - 1, tokens.Length - 1]], 2);
        return binding.Run(
            past,
            [(GraphNames.InputIds, ids), (GraphNames.LogitPositions, positions)],
            [(GraphNames.Logits, false), .. _graph.Presents.Select(name => (name, true))]);
    }
}
