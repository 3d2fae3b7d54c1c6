using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>A test that exports a checkpoint.</summary>
public abstract class ExportTest : IDisposable
{
    /// <summary>The folder of the checkpoint.</summary>
    private protected TemporaryFolder Folder { get; } = new();

    /// <summary>The folder of the exported model.</summary>
    private protected TemporaryFolder Target { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        Target.Dispose();
        GC.SuppressFinalize(this);
    }
}
