using System.Text.RegularExpressions;
using CLiKA.Languages;

namespace CLiKA.Import.Harness;

/// <summary>
/// The tasks of the LM Evaluation Harness that ask one set in several languages, by a name pattern: <c>belebele_{language}</c>;
/// <c>global_mmlu_{language}_*</c> for several tasks per language; <c>mmmlu_{language}_{region}_*</c> if a region follows the language;
/// <c>own_{language},own</c> if English has another name.
/// </summary>
public sealed partial class HarnessTasks
{
    private const string Place = "{language}";
    private const string RegionPlace = "{region}";

    private readonly Regex _ofLanguage;
    private readonly HashSet<string> _ofPivot;

    private HarnessTasks(string pattern, string id, Regex ofLanguage, HashSet<string> ofPivot) =>
        (Pattern, Id, _ofLanguage, _ofPivot) = (pattern, id, ofLanguage, ofPivot);

    /// <summary>The pattern as it was given.</summary>
    public string Pattern { get; }

    /// <summary>Identifier of the set: the name without the language.</summary>
    public string Id { get; }

    /// <summary>Parses a name pattern.</summary>
    /// <param name="pattern">
    /// A name with {language} in place of the language, {region} in place of a region that does not matter, and at most one * in place of any text;
    /// after a comma, names of English tasks.
    /// </param>
    /// <returns>The tasks.</returns>
    /// <exception cref="InvalidInputException">{language} does not occur exactly once, or * occurs several times.</exception>
    public static HarnessTasks Parse(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var names = pattern.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var ofLanguage = names.Where(name => name.Contains(Place, StringComparison.Ordinal)).ToList();
        if (ofLanguage is not [var name] || name.Split(Place).Length != 2 || name.Split('*').Length > 2)
        {
            throw new InvalidInputException(
                "--tasks", $"'{pattern}': expected one name with {Place} once in place of the language, and * at most once, such as belebele_{Place}, global_mmlu_{Place}_*, mmmlu_{Place}_{RegionPlace}_* or own_{Place},own.");
        }

        // The language is matched lazily, since more may follow it, such as a subject.
        var expression = Regex.Escape(name).Replace(@"\{language}", "(?<language>.+?)", StringComparison.Ordinal)
            .Replace(@"\{region}", "[^_]+", StringComparison.Ordinal)
            .Replace(@"\*", "(?<part>.+)", StringComparison.Ordinal);
        var id = string.Join('_', name.Split([Place, RegionPlace, "*", "_"], StringSplitOptions.RemoveEmptyEntries));
        return new(
            pattern,
            id.Length > 0 ? id : "harness",
            new Regex($@"\A{expression}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking),
            [.. names.Where(other => other != name)]);
    }

    /// <summary>Matches the name of a task.</summary>
    /// <param name="task">Name of the task.</param>
    /// <returns>
    /// The language (null if the text in its place is not a language) and the part that distinguishes the task from others of that language; null
    /// if the name does not match.
    /// </returns>
    internal (Language? Language, string Part)? Match(string task)
    {
        if (_ofPivot.Contains(task))
        {
            return (Language.Pivot, string.Empty);
        }

        var match = _ofLanguage.Match(task);
        if (!match.Success)
        {
            return null;
        }

        var (language, part) = (match.Groups["language"].Value, match.Groups["part"].Value);
        return WithScript().Match($"{language}_{part}") is { Success: true } code && LanguageOf(code.Groups["language"].Value) is { } written
            ? (written, code.Groups["part"].Value)
            : (LanguageOf(language), part);
    }

    // A three-letter code with a script, as in FLORES, before other parts: zho_Hans_law. The script belongs to the language; otherwise the subjects of
    // two languages would not match.
    [GeneratedRegex(@"\A(?<language>[a-z]{3}_[A-Z][a-z]{3})_(?<part>.+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex WithScript();

    // Tasks use language codes or, if their data sets do, names: include_base_44_german.
    private static Language? LanguageOf(string text) => Language.TryRead(text, out var language) ? language : LanguageNames.Find(text);
}
