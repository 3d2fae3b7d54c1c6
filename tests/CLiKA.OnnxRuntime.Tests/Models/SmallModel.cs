using System.Security.Cryptography;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Tokenizers;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>A model folder with a small random decoder and the small tokenizer.</summary>
internal static class SmallModel
{
    public static Func<string, float[]> Weights { get; } = SmallLlama.Weights(SmallLlama.Grouped);

    public static void Write(TemporaryFolder folder, DecoderConfiguration? configuration = null, Func<string, float[]>? weights = null, WeightType type = WeightType.Float32)
    {
        configuration ??= SmallLlama.Grouped;
        DecoderGraph.Write(folder["model.onnx"], configuration, weights ?? SmallLlama.Weights(configuration), type);
        configuration.Write(folder["config.json"]);
        File.WriteAllText(folder["tokenizer.json"], SmallTokenizer.Split().ToJsonString());
    }

    public static void WriteSums(TemporaryFolder folder, params string[] names) => File.WriteAllLines(
        folder["SHA256SUMS"],
        names.Select(name => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder[name])))}  {name}"));
}
