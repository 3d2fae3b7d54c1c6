using System.Runtime.InteropServices;
using System.Text.Json;
using CLiKA.Onnx;

namespace CLiKA.Cli.Tests;

/// <summary>Checkpoints to export.</summary>
internal static class Checkpoints
{
    /// <summary>The folder of the embedded model.</summary>
    public static string Embedded { get; } = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment", "models", "micro-base");

    /// <summary>The embedded model as HuggingFace would store it, its weights in 16 bits.</summary>
    public static void WriteEmbedded(Cli cli, string folder)
    {
        var weights = OnnxWeights.Read(Path.Combine(Embedded, "model.onnx"));
        var offset = 0L;
        var header = JsonSerializer.SerializeToUtf8Bytes(weights.ToDictionary(
            pair => pair.Key,
            pair => new
            {
                dtype = "F16",
                shape = pair.Value.Shape,
                data_offsets = new[] { offset, offset += pair.Value.Values.Length * 2 },
            }));
        foreach (var file in (string[])["config.json", "tokenizer.json"])
        {
            cli.Write($"{folder}/{file}", File.ReadAllText(Path.Combine(Embedded, file)));
        }

        using var stream = File.Create(cli.PathOf($"{folder}/model.safetensors"));
        stream.Write(BitConverter.GetBytes((long)header.Length));
        stream.Write(header);
        foreach (var (_, values) in weights.Values)
        {
            stream.Write(MemoryMarshal.AsBytes<Half>(Array.ConvertAll(values, value => (Half)value)));
        }
    }
}
