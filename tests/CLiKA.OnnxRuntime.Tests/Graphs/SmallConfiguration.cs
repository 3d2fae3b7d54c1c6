using System.Text.Json.Nodes;
using CLiKA.Onnx;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>A config.json that is written and read.</summary>
internal static class SmallConfiguration
{
    /// <summary>Reads what sizes and other properties say together.</summary>
    /// <param name="folder">Where config.json is written.</param>
    /// <param name="sizes">A JSON object.</param>
    /// <param name="properties">What is said beside, or instead of, it.</param>
    public static DecoderConfiguration Read(TemporaryFolder folder, string sizes, string properties)
    {
        var json = JsonNode.Parse(sizes)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(properties)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        File.WriteAllText(folder["config.json"], json.ToJsonString());
        return DecoderConfiguration.Read(folder["config.json"]);
    }
}
