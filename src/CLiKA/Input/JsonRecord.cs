using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Languages;

namespace CLiKA.Input;

/// <summary>A JSON object with its location in a file, so that a missing or invalid property becomes a clear error.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">One-based line number of the object; null where it is the whole file or a part of it.</param>
/// <param name="Element">The object.</param>
public sealed record JsonRecord(string File, int? Line, JsonElement Element)
{
    /// <summary>The names of the properties, in order.</summary>
    public IEnumerable<string> Names => Element.EnumerateObject().Select(property => property.Name);

    /// <summary>The names that lead here from the outermost object of the file, by which errors find their line; otherwise default.</summary>
    internal ImmutableArray<string> Place { get; init; }

    /// <summary>Creates an error about this object.</summary>
    /// <param name="problem">What is wrong and what was expected; the first property of this object that it quotes is the one at fault.</param>
    /// <returns>The error, to be thrown.</returns>
    public InvalidInputException Error(string problem) => new(File, Line ?? LineOf(problem), problem);

    /// <summary>Throws where there is a property outside a list, so that a misspelt name is not silently ignored.</summary>
    /// <param name="names">The allowed names.</param>
    /// <exception cref="InvalidInputException">Another name occurs.</exception>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach (var property in Element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                throw Error($"unknown property '{property.Name}'; expected {string.Join(", ", names.ToArray())}.");
            }
        }
    }

    /// <summary>Returns an object with changes, at the same location.</summary>
    /// <param name="change">Changes a copy of the object.</param>
    /// <returns>The changed copy.</returns>
    public JsonRecord Changed(Action<JsonObject> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var copy = JsonNode.Parse(Element.GetRawText())!.AsObject();
        change(copy);
        return this with { Element = JsonSerializer.SerializeToElement(copy) };
    }

    /// <summary>Returns whether a property exists and is not null.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>Whether it exists and is not null.</returns>
    public bool Has(string name) => Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Reads a string.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The string; it may be empty.</returns>
    /// <exception cref="InvalidInputException">The property is missing or not a string.</exception>
    public string Text(string name) =>
        Get(name, JsonValueKind.String, "a string").GetString()!;

    /// <summary>Reads a string that is neither empty nor white space.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The string.</returns>
    /// <exception cref="InvalidInputException">The property is missing, not a string, or blank.</exception>
    public string NonBlankText(string name)
    {
        var text = Text(name);
        return string.IsNullOrWhiteSpace(text) ? throw Error($"'{name}' is blank; expected text.") : text;
    }

    /// <summary>Parses the code of a language.</summary>
    /// <param name="place">Where the object names the language, for the error message.</param>
    /// <param name="code">The code.</param>
    /// <returns>The language.</returns>
    /// <exception cref="InvalidInputException">The code is unknown.</exception>
    public Language LanguageOf(string place, string code) =>
        Language.TryParse(code, out var language) ? language : throw Error($"{place}: {Language.Complaint(code)}.");

    /// <summary>Reads the codes of languages.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The languages, at least one, in the order of languages.</returns>
    /// <exception cref="InvalidInputException">The property is missing, not an array of codes or empty, or a code is unknown or repeated.</exception>
    public ImmutableArray<Language> Languages(string name)
    {
        var codes = Texts(name);
        ImmutableArray<Language> languages = [.. codes.Select(code => LanguageOf($"'{name}'", code)).Distinct().Order(Language.Order)];
        return codes.Length > 0 && languages.Length == codes.Length
            ? languages
            : throw Error($"'{name}' is empty or repeats a language; expected at least one, and none twice.");
    }

    /// <summary>Reads a value of an enumeration by its name (<see cref="EnumName"/>).</summary>
    /// <typeparam name="T">An enumeration whose values have names.</typeparam>
    /// <param name="name">Name of the property.</param>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidInputException">The property is missing, not a string, or names no value.</exception>
    public T EnumValue<T>(string name)
        where T : struct, Enum => EnumValue<T>(name, NonBlankText(name));

    /// <summary>Finds a value of an enumeration by its name (<see cref="EnumName"/>).</summary>
    /// <typeparam name="T">An enumeration whose values have names.</typeparam>
    /// <param name="property">The property that contains the name, for the error message.</param>
    /// <param name="name">The name.</param>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidInputException">There is no value with that name.</exception>
    public T EnumValue<T>(string property, string name)
        where T : struct, Enum =>
        EnumName.TryParse<T>(name, out var value) ? value : throw Error($"'{property}' is '{name}'; expected one of {EnumName.List<T>()}.");

    /// <summary>Reads a path.</summary>
    /// <param name="name">Name of the property.</param>
    /// <param name="folder">Full path of the folder that a relative path is resolved against.</param>
    /// <returns>The full path, which may not exist.</returns>
    /// <exception cref="InvalidInputException">The property is missing, not a string, blank, or not a path.</exception>
    public string FullPath(string name, string folder) => Whole(NonBlankText(name), folder);

    /// <summary>Reads a number.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The number, which is finite.</returns>
    /// <exception cref="InvalidInputException">The property is missing, not a number, or too large.</exception>
    public double Number(string name) =>
        Get(name, JsonValueKind.Number, "a number").GetDouble() is var number && double.IsFinite(number)
            ? number
            : throw Error($"'{name}' is {Element.GetProperty(name)}; expected a number that a double can hold.");

    /// <summary>Reads an integer.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidInputException">The property is missing or not a 32-bit integer.</exception>
    public int WholeNumber(string name) =>
        Get(name, JsonValueKind.Number, "a whole number").TryGetInt32(out var number)
            ? number
            : throw Error($"'{name}' is {Element.GetProperty(name)}; expected a whole number.");

    /// <summary>Reads a Boolean.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidInputException">The property is missing or not a Boolean.</exception>
    public bool Truth(string name) => Element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.False
        ? false
        : Get(name, JsonValueKind.True, "true or false").GetBoolean();

    /// <summary>Reads an array of strings.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The strings.</returns>
    /// <exception cref="InvalidInputException">The property is missing or not an array of strings.</exception>
    public ImmutableArray<string> Texts(string name)
    {
        var array = Get(name, JsonValueKind.Array, "an array of strings").EnumerateArray();
        return array.All(element => element.ValueKind == JsonValueKind.String)
            ? [.. array.Select(element => element.GetString()!)]
            : throw Error($"'{name}' contains something other than strings; expected an array of strings.");
    }

    /// <summary>Reads a nested object.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The object.</returns>
    /// <exception cref="InvalidInputException">The property is missing or not an object.</exception>
    public JsonRecord Record(string name) => this with
    {
        Element = Get(name, JsonValueKind.Object, "an object"),
        Place = Place.IsDefault ? default : Place.Add(name),
    };

    /// <summary>Reads an array of objects.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The objects.</returns>
    /// <exception cref="InvalidInputException">The property is missing or not an array of objects.</exception>
    public IReadOnlyList<JsonRecord> Records(string name)
    {
        var array = Get(name, JsonValueKind.Array, "an array of objects").EnumerateArray();
        return array.All(element => element.ValueKind == JsonValueKind.Object)
            ? [.. array.Select(element => this with { Element = element, Place = default })]
            : throw Error($"'{name}' contains something other than objects; expected an array of objects.");
    }

    /// <summary>Resolves a path that this object contains.</summary>
    /// <exception cref="InvalidInputException">The path contains the null character.</exception>
    internal string Whole(string path, string folder) => path.Contains('\0', StringComparison.Ordinal)
        ? throw Error($"the path '{path}' contains the character U+0000; expected the path of a file.")
        : Path.GetFullPath(path, folder);

    private int? LineOf(string problem)
    {
        if (Place.IsDefault)
        {
            return null;
        }

        var atFault = problem.Split('\'').FirstOrDefault(Names.ToHashSet().Contains);
        ImmutableArray<string> place = atFault is null ? Place : Place.Add(atFault);
        return place.IsEmpty ? null : JsonLines.Find(File, place.AsSpan());
    }

    private JsonElement Get(string name, JsonValueKind kind, string expected)
    {
        if (!Element.TryGetProperty(name, out var value))
        {
            throw Error($"'{name}' is missing; expected {expected}.");
        }

        return value.ValueKind == kind ? value : throw Error($"'{name}' is {value.ValueKind}; expected {expected}.");
    }
}
