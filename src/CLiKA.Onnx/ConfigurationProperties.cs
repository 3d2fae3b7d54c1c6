using CLiKA.Input;

namespace CLiKA.Onnx;

/// <summary>Reads optional properties of a checkpoint's files, and checks those of which not all values are supported.</summary>
internal static class ConfigurationProperties
{
    /// <summary>Reads a number; null where the property is missing or null.</summary>
    public static double? OptionalNumber(this JsonRecord json, string name) => json.Has(name) ? json.Number(name) : null;

    /// <summary>Reads an integer; null where the property is missing or null.</summary>
    public static int? OptionalWholeNumber(this JsonRecord json, string name) => json.Has(name) ? json.WholeNumber(name) : null;

    /// <summary>Reads a Boolean.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">Name of the property.</param>
    /// <param name="otherwise">The value where the property is missing or null.</param>
    public static bool TruthOr(this JsonRecord json, string name, bool otherwise) => json.Has(name) ? json.Truth(name) : otherwise;

    /// <summary>Throws where a text is not one of the supported ones, in any case of letters; a missing one is accepted.</summary>
    /// <exception cref="InvalidInputException">The text is another.</exception>
    public static void RequireOneOf(this JsonRecord json, string name, params string[] supported)
    {
        if (json.Has(name) && json.Text(name) is var text && !supported.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            throw json.Error($"'{name}' is '{text}'; expected {string.Join(" or ", supported)}.");
        }
    }

    /// <summary>Throws where a Boolean is not the supported one; a missing one is accepted.</summary>
    /// <exception cref="InvalidInputException">The Boolean is another.</exception>
    public static void RequireTruth(this JsonRecord json, string name, bool supported)
    {
        if (json.TruthOr(name, supported) != supported)
        {
            throw json.Error($"'{name}' is {(supported ? "false" : "true")}; only {(supported ? "true" : "false")} is supported.");
        }
    }
}
