using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx;

/// <summary>
/// Properties of a checkpoint's files that nothing here reads. One that is set may say that a model computes otherwise, so that it is refused by its
/// name; new variants come as properties that are null, false or empty where they are not used.
/// </summary>
internal static class UnknownProperties
{
    /// <summary>Properties that are set and not known.</summary>
    /// <param name="json">The properties.</param>
    /// <param name="known">The names that are known.</param>
    public static IEnumerable<JsonProperty> Of(JsonRecord json, IEnumerable<string> known)
    {
        var names = known.ToHashSet(StringComparer.Ordinal);
        return json.Element.EnumerateObject().Where(property => !names.Contains(property.Name) && IsSet(property.Value));
    }

    /// <summary>Whether a value says anything.</summary>
    public static bool IsSet(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        _ => true,
    };

    /// <summary>What a value is, for an error.</summary>
    public static string Words(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? "there" : value.GetRawText();
}
