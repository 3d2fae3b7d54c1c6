using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Architectures;

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
        File.WriteAllText(folder["config.json"], Merged(sizes, properties).ToJsonString());
        return DecoderConfiguration.Read(folder["config.json"]);
    }

    /// <summary>What two objects say together. Of the first that is left out which the kind of decoder does not have.</summary>
    /// <param name="common">A JSON object.</param>
    /// <param name="own">What is said beside, or instead of, it.</param>
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
