using System.Text.Json.Nodes;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>The defaults of HuggingFace's classes, which config.json omits.</summary>
internal static class ConfigurationDefaults
{
    /// <summary>Adds defaults for properties that a file omits. A property that is null in the file stays null.</summary>
    /// <param name="json">The file.</param>
    /// <param name="defaults">JSON objects; where several have a property, the first counts.</param>
    public static JsonRecord WithDefaults(this JsonRecord json, params IEnumerable<string> defaults) => json.Changed(merged =>
    {
        foreach (var (name, value) in defaults.SelectMany(text => JsonNode.Parse(text)!.AsObject()))
        {
            if (!merged.ContainsKey(name))
            {
                merged[name] = value?.DeepClone();
            }
        }
    });

    /// <summary>Sets a property that a file omits, or that is null there.</summary>
    public static JsonRecord WithDefault(this JsonRecord json, string name, int value) => json.Has(name) ? json : json.With(name, value);

    /// <summary>Removes a property.</summary>
    public static JsonRecord Without(this JsonRecord json, string name) => json.Changed(rest => rest.Remove(name));

    /// <summary>Sets a property.</summary>
    public static JsonRecord With(this JsonRecord json, string name, int value) => json.Changed(merged => merged[name] = value);
}
