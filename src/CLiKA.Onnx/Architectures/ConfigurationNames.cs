using System.Text.Json.Nodes;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Renames the properties of a config.json that has names of its own. HuggingFace's classes accept the usual names too.</summary>
internal static class ConfigurationNames
{
    /// <summary>Renames properties to their usual names.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="names">The file's own names, and the usual ones.</param>
    /// <returns>A new object.</returns>
    /// <exception cref="InvalidInputException">The file has a property under both names, with different values.</exception>
    public static JsonRecord WithUsualNames(this JsonRecord json, IReadOnlyList<(string Own, string Usual)> names)
    {
        return names.Count == 0 ? json : json.Changed(whole =>
        {
            foreach (var (own, usual) in names)
            {
                if (!json.Has(own))
                {
                    continue;
                }

                if (whole[usual] is { } other && !JsonNode.DeepEquals(whole[own], other))
                {
                    throw json.Error($"'{own}' is {whole[own]!.ToJsonString()} and '{usual}' is {other.ToJsonString()}; they are two names of one property, expected with the same value.");
                }

                whole[usual] = whole[own]!.DeepClone();
            }
        });
    }
}
