using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Adapters;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>Weights beside a graph that are written over after it was loaded.</summary>
public sealed class OverwrittenWeightsTests : IDisposable
{
    private static readonly DecoderConfiguration Model = SmallLlama.Grouped with { HeadSize = 16 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Are_an_error_where_an_adapter_is_to_be_loaded_beside_them()
    {
        var adapter = SmallAdapter.Of(Model);
        SmallModel.Write(_folder, Model);
        DecoderGraph.Write(
            _folder["model.onnx"], Model, new ArrayWeights(SmallLlama.Weights(Model)), WeightType.Float32, 4096, [.. LoraProjections.Usual]);
        OnnxAdapterFile.Write(_folder["de.onnx_adapter"], adapter, WeightType.Float32);
        using var answerer = OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu, Threads = 1 });

        File.WriteAllText(_folder["model.onnx_data"], string.Empty);

        FluentActions.Invoking(() => answerer.With(_folder["de.onnx_adapter"])).Should().Throw<InvalidInputException>()
            .WithMessage($"{_folder["model.onnx_data"]}: was changed since the model was loaded; run again.");
    }
}
