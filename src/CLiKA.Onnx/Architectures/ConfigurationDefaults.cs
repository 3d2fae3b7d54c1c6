using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>The defaults of HuggingFace's classes, which config.json omits.</summary>
internal static class ConfigurationDefaults
{
    /// <summary>Adds defaults for properties that a file omits. A property that is null in the file stays null.</summary>
    public static JsonRecord Under(JsonRecord json, string defaults)
    {
        var merged = JsonNode.Parse(defaults)!.AsObject();
        foreach (var property in json.Element.EnumerateObject())
        {
            merged[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        return json with { Element = JsonSerializer.SerializeToElement(merged) };
    }

    /// <summary>Sets a property that a file omits, or that is null there.</summary>
    public static JsonRecord Filled(JsonRecord json, string name, int value)
    {
        if (json.Has(name))
        {
            return json;
        }

        var merged = JsonNode.Parse(json.Element.GetRawText())!.AsObject();
        merged[name] = value;
        return json with { Element = JsonSerializer.SerializeToElement(merged) };
    }
}
