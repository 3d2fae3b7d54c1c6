using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx;

/// <summary>
/// Properties of a checkpoint's files that are not read here. One that is set may mean that a model computes something else, so it is rejected by
/// name; new variants introduce properties that are null, false or empty where they are not used.
/// </summary>
internal static class UnknownProperties
{
    /// <summary>Returns the properties that are set and unknown.</summary>
    /// <param name="json">The properties.</param>
    /// <param name="known">The known names.</param>
    public static IEnumerable<JsonProperty> Of(JsonRecord json, IEnumerable<string> known)
    {
        var names = known.ToHashSet(StringComparer.Ordinal);
        return json.Element.EnumerateObject().Where(property => !names.Contains(property.Name) && IsSet(property.Value));
    }

    /// <summary>Returns whether a value is set.</summary>
    public static bool IsSet(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => true,
    };

    /// <summary>Describes a value for an error message.</summary>
    public static string Describe(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? "set" : value.GetRawText();
}
