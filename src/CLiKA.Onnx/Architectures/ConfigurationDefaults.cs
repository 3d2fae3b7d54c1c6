using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>What HuggingFace's classes take where a config.json leaves something out, as it leaves out what is equal to it.</summary>
internal static class ConfigurationDefaults
{
    /// <summary>Puts defaults under what a file says. A property that the file has as null stays null.</summary>
    public static JsonRecord Under(JsonRecord json, string defaults)
    {
        var whole = JsonNode.Parse(defaults)!.AsObject();
        foreach (var property in json.Element.EnumerateObject())
        {
            whole[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        return json with { Element = JsonSerializer.SerializeToElement(whole) };
    }

    /// <summary>Gives a property a value where a file leaves it out, or has it as null.</summary>
    public static JsonRecord Filled(JsonRecord json, string name, int value)
    {
        if (json.Has(name))
        {
            return json;
        }

        var whole = JsonNode.Parse(json.Element.GetRawText())!.AsObject();
        whole[name] = value;
        return json with { Element = JsonSerializer.SerializeToElement(whole) };
    }
}
