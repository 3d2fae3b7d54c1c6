using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads a config.json whose properties have names of their own. HuggingFace's classes take the usual names for them too.</summary>
internal static class ConfigurationNames
{
    /// <summary>Gives properties their usual names.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="names">Names of their own, and the usual ones.</param>
    /// <returns>A new object.</returns>
    /// <exception cref="InvalidInputException">The file has a property under both names, with two values.</exception>
    public static JsonRecord Usual(JsonRecord json, params ReadOnlySpan<(string Own, string Usual)> names)
    {
        var whole = JsonNode.Parse(json.Element.GetRawText())!.AsObject();
        foreach (var (own, usual) in names)
        {
            if (!json.Has(own))
            {
                continue;
            }

            if (json.Has(usual) && !JsonNode.DeepEquals(whole[own], whole[usual]))
            {
                throw json.Error($"'{own}' is {whole[own]!.ToJsonString()} and '{usual}' is {whole[usual]!.ToJsonString()}; expected the same.");
            }

            whole[usual] = whole[own]!.DeepClone();
        }

        return json with { Element = JsonSerializer.SerializeToElement(whole) };
    }
}
