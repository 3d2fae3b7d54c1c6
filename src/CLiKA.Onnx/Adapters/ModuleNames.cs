using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using CLiKA.Input;

namespace CLiKA.Onnx.Adapters;

/// <summary>A property of <c>adapter_config.json</c> that names modules: in a list, in full or by the last parts of their names, or by one regular expression.</summary>
internal sealed class ModuleNames
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly JsonRecord _json;
    private readonly string _property;

    private ModuleNames(JsonRecord json, string property, ImmutableArray<string> listed, Regex? pattern) =>
        (_json, _property, Listed, Pattern) = (json, property, listed, pattern);

    /// <summary>The listed names; empty where there is a regular expression.</summary>
    public ImmutableArray<string> Listed { get; }

    /// <summary>The regular expression, which a full name has to match; null where names are listed.</summary>
    public Regex? Pattern { get; }

    /// <summary>Reads a property.</summary>
    /// <returns>The names; null where the property is missing or names nothing.</returns>
    /// <exception cref="InvalidInputException">The property is neither a list of names nor a regular expression.</exception>
    public static ModuleNames? Read(JsonRecord json, string property)
    {
        if (!json.Has(property))
        {
            return null;
        }

        if (json.Element.GetProperty(property).ValueKind == JsonValueKind.String)
        {
            return json.Text(property) is { Length: > 0 } text ? new(json, property, [], PatternOf(json, property, text)) : null;
        }

        var listed = json.Texts(property);
        return listed.IsEmpty ? null : new(json, property, listed, null);
    }

    /// <summary>Returns whether a name ends in the given parts.</summary>
    public static bool EndsIn(string name, string parts) => name == parts || name.EndsWith($".{parts}", StringComparison.Ordinal);

    /// <summary>Returns whether a module is named.</summary>
    /// <param name="name">Its full name.</param>
    /// <exception cref="InvalidInputException">The regular expression takes too long.</exception>
    public bool Include(string name)
    {
        try
        {
            return Pattern?.IsMatch(name) ?? Listed.Any(parts => EndsIn(name, parts));
        }
        catch (RegexMatchTimeoutException)
        {
            throw _json.Error($"'{_property}' could not be matched with '{name}' within a second: {_json.Text(_property)}");
        }
    }

    /// <summary>Returns whether modules may be named whose last parts are given.</summary>
    /// <param name="ending">The last parts of their names.</param>
    /// <returns>False only where no such module can be; a regular expression is not examined.</returns>
    public bool MayInclude(string ending) => Pattern is not null || Listed.Any(parts => EndsIn(parts, ending) || EndsIn(ending, parts));

    private static Regex PatternOf(JsonRecord json, string property, string text)
    {
        try
        {
            return new($@"\A(?:{text})\z", RegexOptions.CultureInvariant, Longest);
        }
        catch (ArgumentException error)
        {
            throw json.Error($"'{property}' is '{text}', which is no regular expression of .NET ({error.Message}); list the names of the modules instead.");
        }
    }
}
