using CLiKA.Onnx;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>A test that reads a config.json.</summary>
/// <param name="sizes">The properties of all its files, a JSON object.</param>
public abstract class ConfigurationTest(string sizes = ConfigurationTest.EightLayers) : IDisposable
{
    private const string EightLayers = """
        {
          "vocab_size": 320, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 8, "num_attention_heads": 4,
          "max_position_embeddings": 256
        }
        """;

    /// <summary>The folder of the file.</summary>
    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="properties">Its properties in addition to the sizes, or instead of them.</param>
    private protected DecoderConfiguration Read(string properties) => SmallConfiguration.Read(Folder, sizes, properties);
}
