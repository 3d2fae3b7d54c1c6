using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Architectures.Kinds;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Writes and reads config.json.</summary>
internal static class SmallConfiguration
{
    /// <summary>Reads a file with sizes and other properties.</summary>
    /// <param name="folder">The folder of config.json.</param>
    /// <param name="sizes">A JSON object.</param>
    /// <param name="properties">Properties in addition to it, or instead of its own.</param>
    public static DecoderConfiguration Read(TemporaryFolder folder, string sizes, string properties)
    {
        File.WriteAllText(folder["config.json"], Merged(sizes, properties).ToJsonString());
        return DecoderConfiguration.Read(folder["config.json"]);
    }

    /// <summary>Merges two objects. Properties of the first that the kind of decoder does not have are left out.</summary>
    /// <param name="common">A JSON object.</param>
    /// <param name="own">Properties in addition to it, or instead of its own.</param>
    public static JsonObject Merged(string common, string own)
    {
        var (json, properties) = (JsonNode.Parse(common)!.AsObject(), JsonNode.Parse(own)!.AsObject());
        if (DecoderKinds.All.TryGetValue((properties["model_type"] ?? json["model_type"])!.GetValue<string>(), out var kind))
        {
            foreach (var name in json.Select(property => property.Key).Where(name => name.Contains('_') && !DecoderProperties.Has(kind, name)).ToList())
            {
                json.Remove(name);
            }
        }

        foreach (var (name, value) in properties)
        {
            json[name] = value?.DeepClone();
        }

        return json;
    }
}
