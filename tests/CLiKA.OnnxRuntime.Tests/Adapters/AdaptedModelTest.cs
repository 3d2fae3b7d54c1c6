using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Models;

namespace CLiKA.OnnxRuntime.Tests.Adapters;

/// <summary>A test that loads a small model with adapters.</summary>
public abstract class AdaptedModelTest : IDisposable
{
    private protected AdaptedModelTest() => SmallModel.Write(Folder, Model);

    private protected static DecoderConfiguration Model { get; } = SmallLlama.Grouped with { HeadSize = 16 };

    private protected static string[] Usual { get; } = [.. LoraProjections.Usual];

    /// <summary>The folder of the model.</summary>
    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes a graph with inputs for an adapter, in the shape of one exporter or another.</summary>
    private protected void Write(string shape)
    {
        var path = Folder["model.onnx"];
        var projection = new AdaptedProjection(Usual);
        switch (shape)
        {
            case "optimum":
                ExportedLlama.Write(path, Model, projection: projection);
                break;
            case "optimum without a past":
                ExportedLlama.Write(path, Model, hasPast: false, projection: projection);
                break;
            case "model builder":
                ExportedLlama.Write(path, Model, hasPositions: false, isGrouped: true, projection: projection);
                break;
            default:
                DecoderGraph.Write(path, Model, SmallLlama.Weights(Model), WeightType.Float32, Usual);
                break;
        }
    }

    /// <summary>Saves an adapter.</summary>
    /// <param name="name">Name of the file or folder.</param>
    /// <param name="adapter">The adapter.</param>
    /// <param name="form">folder, as PEFT saves it, or file.</param>
    /// <returns>Its path.</returns>
    private protected string Save(string name, LoraAdapter adapter, string form)
    {
        if (form == "folder")
        {
            PeftFolder.Write(Folder[name], adapter, "small");
            return Folder[name];
        }

        OnnxAdapterFile.Write(Folder[$"{name}.onnx_adapter"], adapter, WeightType.Float32);
        return Folder[$"{name}.onnx_adapter"];
    }

    /// <summary>Loads the model, with an adapter unless it is null.</summary>
    private protected OnnxAnswerer Load(string? adapter, int? batchSize = null) => OnnxAnswerer.Load(
        Folder.Path, new() { Device = DeviceRequest.Cpu, Threads = 2, BatchSize = batchSize, Adapter = adapter });
}
