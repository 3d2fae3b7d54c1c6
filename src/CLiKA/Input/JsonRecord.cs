using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Languages;

namespace CLiKA.Input;

/// <summary>A JSON object that was read from a file, and where it stood: what is missing or wrong in it becomes a clear error.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">Line of the object, from 1; null where it is the whole file or a part of it.</param>
/// <param name="Element">The object.</param>
public sealed record JsonRecord(string File, int? Line, JsonElement Element)
{
    /// <summary>The names of the properties, in their order.</summary>
    public IEnumerable<string> Names => Element.EnumerateObject().Select(property => property.Name);

    /// <summary>The names that lead here from the outermost object of the file, whose lines errors then have; else default.</summary>
    internal ImmutableArray<string> Place { get; init; }

    /// <summary>An error about this object.</summary>
    /// <param name="problem">What is wrong and what was expected; the first property of this object that it has in quotes is the one at fault.</param>
    /// <returns>The error, to be thrown.</returns>
    public InvalidInputException Error(string problem) => new(File, Line ?? LineOf(problem), problem);

    /// <summary>Refuses properties outside a list, so that a misspelt name is not silently ignored.</summary>
    /// <param name="names">The names that may occur.</param>
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

    /// <summary>Whether a property is there and not null.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>Whether it is.</returns>
    public bool Has(string name) => Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A text.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The text; it may be empty.</returns>
    /// <exception cref="InvalidInputException">The property is missing or not a string.</exception>
    public string Text(string name) =>
        Get(name, JsonValueKind.String, "a string").GetString()!;

    /// <summary>A text that is neither empty nor white space.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The text.</returns>
    /// <exception cref="InvalidInputException">The property is missing, not a string, or blank.</exception>
    public string NonBlankText(string name)
    {
        var text = Text(name);
        return string.IsNullOrWhiteSpace(text) ? throw Error($"'{name}' is blank; expected text.") : text;
    }

    /// <summary>A language that this object names.</summary>
    /// <param name="place">Where it names it, for the error.</param>
    /// <param name="code">The code.</param>
    /// <returns>The language.</returns>
    /// <exception cref="InvalidInputException">The code is none.</exception>
    public Language LanguageOf(string place, string code) =>
        Language.TryParse(code, out var language) ? language : throw Error($"{place}: {Language.Complaint(code)}.");

    /// <summary>A path.</summary>
    /// <param name="name">Name of the property.</param>
    /// <param name="folder">Full path of the folder that it counts from, where it is relative.</param>
    /// <returns>The full path; whether something is there is not asked.</returns>
    /// <exception cref="InvalidInputException">The property is missing, not a string, blank, or no path.</exception>
    public string FullPath(string name, string folder) => Whole(NonBlankText(name), folder);

    /// <summary>A number.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The number, finite.</returns>
    /// <exception cref="InvalidInputException">The property is missing, not a number, or too large.</exception>
    public double Number(string name) =>
        Get(name, JsonValueKind.Number, "a number").GetDouble() is var number && double.IsFinite(number)
            ? number
            : throw Error($"'{name}' is {Element.GetProperty(name)}; expected a number that a double can hold.");

    /// <summary>A whole number.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidInputException">The property is missing or not a whole number of 32 bits.</exception>
    public int WholeNumber(string name) =>
        Get(name, JsonValueKind.Number, "a whole number").TryGetInt32(out var number)
            ? number
            : throw Error($"'{name}' is {Element.GetProperty(name)}; expected a whole number.");

    /// <summary>True or false.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>Which.</returns>
    /// <exception cref="InvalidInputException">The property is missing or something else.</exception>
    public bool Truth(string name) => Element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.False
        ? false
        : Get(name, JsonValueKind.True, "true or false").GetBoolean();

    /// <summary>A list of texts.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The texts.</returns>
    /// <exception cref="InvalidInputException">The property is missing or not an array of strings.</exception>
    public ImmutableArray<string> Texts(string name)
    {
        var array = Get(name, JsonValueKind.Array, "an array of strings").EnumerateArray();
        return array.All(element => element.ValueKind == JsonValueKind.String)
            ? [.. array.Select(element => element.GetString()!)]
            : throw Error($"'{name}' holds something other than strings; expected an array of strings.");
    }

    /// <summary>An object inside this one.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The object.</returns>
    /// <exception cref="InvalidInputException">The property is missing or not an object.</exception>
    public JsonRecord Record(string name) => this with
    {
        Element = Get(name, JsonValueKind.Object, "an object"),
        Place = Place.IsDefault ? default : Place.Add(name),
    };

    /// <summary>A list of objects inside this one.</summary>
    /// <param name="name">Name of the property.</param>
    /// <returns>The objects.</returns>
    /// <exception cref="InvalidInputException">The property is missing or not an array of objects.</exception>
    public IReadOnlyList<JsonRecord> Records(string name)
    {
        var array = Get(name, JsonValueKind.Array, "an array of objects").EnumerateArray();
        return array.All(element => element.ValueKind == JsonValueKind.Object)
            ? [.. array.Select(element => this with { Element = element, Place = default })]
            : throw Error($"'{name}' holds something other than objects; expected an array of objects.");
    }

    /// <summary>A path that this object holds, made whole.</summary>
    /// <exception cref="InvalidInputException">It holds a character that ends paths.</exception>
    internal string Whole(string path, string folder) => path.Contains('\0', StringComparison.Ordinal)
        ? throw Error($"the path '{path}' holds the character U+0000; expected one that a file can have.")
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
