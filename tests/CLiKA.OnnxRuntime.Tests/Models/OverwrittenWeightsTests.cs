using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Files;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Adapters;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Quantization;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>
/// Weights beside a graph that are written over while it is asked: a copy over them begins with cutting them off, and what is mapped there would be
/// taken away under the runs that read it.
/// </summary>
public sealed class OverwrittenWeightsTests : IDisposable
{
    private static readonly DecoderConfiguration Model = SmallLlama.Grouped with { HeadSize = 16 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("32 bits")]
    [InlineData("16 bits")]
    [InlineData("16 bits, computed with")]
    [InlineData("whole numbers")]
    [InlineData("optimum")]
    [InlineData("model builder, 4 bits")]
    [InlineData("optimum, 8 bits")]
    public async Task Are_an_error_and_no_crash(string stored)
    {
        Write(stored);
        using var answerer = OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu, Threads = 1 });
        await Ask(answerer);

        File.WriteAllText(_folder["model.onnx_data"], string.Empty);

        await FluentActions.Awaiting(() => Ask(answerer)).Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{_folder["model.onnx_data"]}: was changed since the model was loaded; run again.");
    }

    // What is mapped has the name of the file itself.
    [Fact]
    public async Task Are_an_error_and_no_crash_where_a_link_leads_to_their_folder()
    {
        Write("32 bits");
        using var links = new TemporaryFolder();
        Directory.CreateSymbolicLink(links["model"], _folder.Path);
        using var answerer = OnnxAnswerer.Load(links["model"], new() { Device = DeviceRequest.Cpu, Threads = 1 });

        File.WriteAllText(_folder["model.onnx_data"], string.Empty);

        await FluentActions.Awaiting(() => Ask(answerer)).Should().ThrowAsync<InvalidInputException>().WithMessage("*was changed since*");
    }

    [Fact]
    public void Are_an_error_and_no_crash_where_an_adapter_is_to_be_loaded_beside_them()
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

    private static Task<IReadOnlyList<Answer>> Ask(OnnxAnswerer answerer) =>
        answerer.AnswerAsync(ExportedGraphTests.Prompts, Scoring.Likelihood, null, CancellationToken.None);

    private void Write(string stored)
    {
        const int Largest = 4096;
        SmallModel.Write(_folder, Model);
        var (path, weights) = (_folder["model.onnx"], new ArrayWeights(SmallLlama.Weights(Model)));
        switch (stored)
        {
            case "32 bits":
                DecoderGraph.Write(path, Model, weights, WeightType.Float32, Largest);
                break;
            case "16 bits":
                DecoderGraph.Write(path, Model, weights, WeightType.Float16, Largest);
                break;
            case "16 bits, computed with":
                DecoderGraph.Write(path, Model, weights, WeightType.Float16Compute, Largest);
                break;
            case "whole numbers":
                using (var source = new TemporaryFolder())
                {
                    SmallQuantizedCheckpoint.Write(source, StoredFormats.Named("awq"));
                    using var checkpoint = SafetensorsCheckpoint.Open(source.Path);
                    var configuration = DecoderConfiguration.Read(source["config.json"]);
                    DecoderGraph.Write(path, configuration, new DecoderWeights(checkpoint, configuration.Variant.Names, configuration.Quantization), WeightType.Float32, Largest);
                    File.Copy(source["config.json"], _folder["config.json"], overwrite: true);
                }

                break;
            case "model builder, 4 bits":
                ExportedLlama.Write(path, Model, hasPositions: false, isGrouped: true, projection: new Int4Projection(true, 0, OnnxElementType.Float), largestFile: Largest);
                break;
            case "optimum, 8 bits":
                ExportedLlama.Write(path, Model, projection: new Int8Projection(false, false), largestFile: Largest);
                break;
            default:
                ExportedLlama.Write(path, Model, largestFile: Largest);
                break;
        }

        File.Exists(_folder["model.onnx_data"]).Should().BeTrue();
    }
}
