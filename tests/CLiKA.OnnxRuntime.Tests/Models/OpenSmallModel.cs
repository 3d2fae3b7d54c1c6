using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>A small model in a folder of its own, open on the CPU, for tests that change how its graph runs.</summary>
internal sealed class OpenSmallModel : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OpenSession _session;

    public OpenSmallModel()
    {
        SmallModel.Write(_folder);
        _session = SessionOpener.Open(_folder["model.onnx"], DeviceRequest.Cpu, 2);
        Folder = ModelFolder.Open(_folder.Path);
        Graph = GraphReader.Read(Folder.GraphPath, _session, Folder.Configuration);
    }

    /// <summary>The model's folder.</summary>
    public ModelFolder Folder { get; }

    /// <summary>Its graph, as it is.</summary>
    public IDecoderGraph Graph { get; }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }
}
