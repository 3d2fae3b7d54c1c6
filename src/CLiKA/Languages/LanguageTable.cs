using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CLiKA.Languages;

/// <summary>
/// The languages of Unicode's Common Locale Data Repository (CLDR), by their codes, from <c>languages.txt</c>, which is generated from it.
/// </summary>
internal sealed partial class LanguageTable
{
    private const string File = "languages.txt";

    private readonly Dictionary<string, (ImmutableArray<string> Scripts, string Name)> _languages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _qualifiedNames = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ownNames = new(StringComparer.Ordinal);
    private readonly List<(string Code, string Name)> _otherNames = [];
    private readonly Dictionary<string, string> _scriptOfRegion = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _homes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Code, bool IsRightToLeft, string Name)> _scripts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _regions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _spoken = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Language> _made = new(Language.Paper.Select(language => KeyValuePair.Create(language.Code, language)));

    private LanguageTable()
    {
    }

    /// <summary>The codes of all languages without a script or a region.</summary>
    public IEnumerable<string> Codes => _languages.Keys;

    /// <summary>Reads the table.</summary>
    public static LanguageTable Read()
    {
        using var stream = typeof(LanguageTable).Assembly.GetManifestResourceStream(typeof(LanguageTable), File)!;
        using var reader = new StreamReader(stream);
        var table = new LanguageTable();
        while (reader.ReadLine() is { } line)
        {
            table.Add(line);
        }

        return table;
    }

    /// <summary>Finds the language that a code stands for, in any spelling.</summary>
    /// <returns>The language; null where the code stands for none.</returns>
    public Language? Find(string code)
    {
        if (Tag().Match(code.ToLowerInvariant().Replace('_', '-')) is not { Success: true } tag)
        {
            return null;
        }

        var (language, script, region) = Subtags(tag);
        if (_aliases.TryGetValue(language, out var other))
        {
            var (ofOther, scriptOfOther, regionOfOther) = Subtags(Tag().Match(other));
            (language, script, region) = (ofOther, script ?? scriptOfOther, region ?? regionOfOther);
        }

        if (!_languages.TryGetValue(language, out var entry)
            || (script is not null && !_scripts.ContainsKey(script))
            || (region is not null && !_regions.ContainsKey(region)))
        {
            return null;
        }

        var usual = entry.Scripts[0];
        var ofRegion = region is null ? usual : _scriptOfRegion.GetValueOrDefault($"{language}-{region}", usual);
        var written = script is null || IsPartOf(_scripts[script].Code, ofRegion) ? ofRegion : _scripts[script].Code;

        // The region is redundant where it is the language's home in that script: a language would have two codes.
        if (region is not null && region == HomeOf(language, written))
        {
            (region, ofRegion) = (null, usual);
        }

        var named = written == ofRegion ? null : written;
        return Made(language, named, region, named is null && written == usual ? entry.Scripts : [written]);
    }

    /// <summary>Returns the name of a language in the language itself.</summary>
    /// <returns>The name; null where the repository has none.</returns>
    public string? OwnNameOf(string code) => _ownNames.GetValueOrDefault(code);

    /// <summary>Returns the language that most people speak in a region.</summary>
    /// <param name="region">Two-letter code of the region.</param>
    /// <returns>The language; null where the region is not listed.</returns>
    public Language? SpokenIn(string region) => _spoken.TryGetValue(region, out var code) ? Find(code) : null;

    /// <summary>Finds languages by part of a name, ignoring case and accents, or by a region.</summary>
    /// <returns>The languages whose English or own name contains the part, and the one that most people speak in the region.</returns>
    public IEnumerable<Language> Named(string part)
    {
        // Languages without a name have their code in its place, which must not be found as a name.
        var names = _languages.Select(language => (Code: language.Key, language.Value.Name)).Where(language => language.Name != language.Code)
            .Concat(_qualifiedNames.Concat(_ownNames).Select(name => (Code: name.Key, Name: name.Value)))
            .Concat(_otherNames);
        return names.Where(name => IsIn(part, name.Name)).Select(name => Find(name.Code)).Append(SpokenIn(part)).OfType<Language>().Distinct();
    }

    private static bool IsIn(string part, string name) => CultureInfo.InvariantCulture.CompareInfo
        .IndexOf(name, part, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0;

    private string? HomeOf(string language, string script) =>
        _homes.GetValueOrDefault($"{language}-{script.ToLowerInvariant()}") ?? _homes.GetValueOrDefault(language);

    // Hangul alone is also a usual way to write Korean.
    private static bool IsPartOf(string script, string usual) => script == usual || UnicodeScripts.PartsOf(usual).Contains(script);

    private static (string Language, string? Script, string? Region) Subtags(Match tag) =>
        (tag.Groups["language"].Value, Part(tag.Groups["script"]), Part(tag.Groups["region"]));

    private static string? Part(Group group) => group.Success ? group.Value : null;

    private Language Made(string language, string? script, string? region, ImmutableArray<string> scripts)
    {
        var code = string.Join('-', ((string?[])[language, script?.ToLowerInvariant(), region]).OfType<string>());
        return _made.GetOrAdd(code, _ => new Language(
            code, NameOf(code, language, script, region), scripts, _scripts[scripts[0]].IsRightToLeft ? TextDirection.RightToLeft : TextDirection.LeftToRight));
    }

    // In the pattern of the CLDR: "Serbian (Latin)", "Portuguese (Angola)".
    private string NameOf(string code, string language, string? script, string? region)
    {
        string[] qualifiers = [.. script is null ? [] : (string[])[_scripts[script].Name], .. region is null ? [] : (string[])[_regions[region]]];
        return _qualifiedNames.GetValueOrDefault(code)
            ?? _languages[language].Name + (qualifiers.Length > 0 ? $" ({string.Join(", ", qualifiers)})" : string.Empty);
    }

    private void Add(string line)
    {
        var parts = line.Split(' ', 4);
        switch (parts[0])
        {
            case "language":
                _languages.Add(parts[1], ([.. parts[2].Split(',')], parts[3]));
                break;
            case "unnamed":
                foreach (var code in line.Split(' ')[2..])
                {
                    _languages.Add(code, ([parts[1]], code));
                }

                break;
            case "qualified":
                _qualifiedNames.Add(parts[1], Rest(line));
                break;
            case "own":
                _ownNames.Add(parts[1], Rest(line));
                break;
            case "also":
                _otherNames.Add((parts[1], Rest(line)));
                break;
            case "likely":
                _scriptOfRegion.Add(parts[1], parts[2]);
                break;
            case "home":
                foreach (var code in line.Split(' ')[2..])
                {
                    _homes.Add(code, parts[1]);
                }

                break;
            case "script":
                _scripts.Add(parts[1], (parts[1], parts[2] == "rtl", parts[3]));
                break;
            case "region":
                _regions.Add(parts[1], Rest(line));
                break;
            case "spoken":
                _spoken.Add(parts[1], parts[2]);
                break;
            case "alias":
                _aliases.Add(parts[1], parts[2]);
                break;
            default:
                // A comment.
                break;
        }
    }

    // What follows the first two words.
    private static string Rest(string line) => line.Split(' ', 3)[2];

    [GeneratedRegex("^(?<language>[a-z]{2,3})(-(?<script>[a-z]{4}))?(-(?<region>[a-z]{2}|[0-9]{3}))?\\z")]
    private static partial Regex Tag();
}
