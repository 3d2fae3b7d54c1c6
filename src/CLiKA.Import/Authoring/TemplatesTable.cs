using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CLiKA.Import.Tables;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Import.Authoring;

/// <summary>
/// Reads the table of templates: a CSV file with the columns <c>relation</c>, <c>language</c>, <c>wording1</c>, and optionally <c>wording2</c>
/// and <c>wording3</c>. A wording refers to names of the facts in braces, such as <c>{subject}</c>.
/// </summary>
internal sealed partial class TemplatesTable
{
    private const string Relation = "relation";
    private const string LanguageColumn = "language";

    private static readonly string[] Wordings = ["wording1", "wording2", "wording3"];
    private readonly string _path;
    private readonly Dictionary<(string Relation, Language Language), (JsonRecord Row, ImmutableArray<string> Wordings)> _templates;

    private TemplatesTable(
        string path, Dictionary<(string Relation, Language Language), (JsonRecord Row, ImmutableArray<string> Wordings)> templates)
    {
        _path = path;
        _templates = templates;
    }

    /// <summary>Reads a table.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InvalidInputException">
    /// A column is missing or unknown, a language is unknown, a template occurs twice, or templates differ in their number of wordings.
    /// </exception>
    public static TemplatesTable Read(string path)
    {
        var rows = CsvInput.Read(path);
        CheckColumns(path, [.. rows[0].Names]);
        var templates = new Dictionary<(string, Language), (JsonRecord Row, ImmutableArray<string> Wordings)>();
        foreach (var row in rows)
        {
            var language = row.LanguageOf($"'{LanguageColumn}'", row.KeyCell(LanguageColumn));
            var wordings = ReadWordings(row);
            if (templates.Count > 0 && templates.First().Value is var first && first.Wordings.Length != wordings.Length)
            {
                throw row.Error($"the number of wordings is {wordings.Length} here and {first.Wordings.Length} in line {first.Row.Line}; expected the same in every row.");
            }

            var key = (row.KeyCell(Relation), language);
            if (!templates.TryAdd(key, (row, wordings)))
            {
                throw row.Error($"the template of '{key.Item1}' in {language} is already in line {templates[key].Row.Line}; expected one row for each.");
            }
        }

        return new TemplatesTable(path, templates);
    }

    /// <summary>Returns the columns of the table of facts that are needed to ask for a fact.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="language">The language.</param>
    /// <returns>The columns, such as <c>genitive.de</c>; the fact may have blank cells in them.</returns>
    /// <exception cref="InvalidInputException">There is no template, or the table has no such column.</exception>
    public IEnumerable<string> ColumnsFor(FactRow fact, Language language)
    {
        var (row, wordings) = TemplateOf(fact, language);
        foreach (var name in wordings.SelectMany(NamesIn))
        {
            var column = FactsTable.Column(name, language);
            yield return fact.Row.Element.TryGetProperty(column, out _)
                ? column
                : throw row.Error($"{{{name}}} needs the column '{column}', which is missing in {fact.Row.File}.");
        }
    }

    /// <summary>Builds the question for a fact in one language.</summary>
    /// <param name="fact">The fact, with a name in each column of <see cref="ColumnsFor"/>.</param>
    /// <param name="language">The language.</param>
    /// <returns>The question in every wording, at least one.</returns>
    /// <exception cref="InvalidInputException">There is no template.</exception>
    public ImmutableArray<string> Ask(FactRow fact, Language language) =>
    [
        .. TemplateOf(fact, language).Wordings.Select(wording =>
            Place().Replace(wording, match => fact.Name(FactsTable.Column(match.Groups["name"].Value, language)))),
    ];

    private static void CheckColumns(string path, string[] columns)
    {
        string[] expected = [Relation, LanguageColumn, .. Wordings];
        if (columns.Except(expected).FirstOrDefault() is { } unknown)
        {
            throw new InvalidInputException(path, 1, $"unknown column '{unknown}'; expected {string.Join(", ", expected)}.");
        }

        if (expected[..^2].Except(columns).FirstOrDefault() is { } missing)
        {
            throw new InvalidInputException(path, 1, $"has no column '{missing}'; expected {string.Join(", ", expected)}, of which the last two may be missing.");
        }
    }

    private (JsonRecord Row, ImmutableArray<string> Wordings) TemplateOf(FactRow fact, Language language)
    {
        if (!_templates.TryGetValue((fact.Relation, language), out var template))
        {
            throw new InvalidInputException(
                _path, $"has no template for '{fact.Relation}' in {language}, which line {fact.Row.Line} of {fact.Row.File} needs.");
        }

        return template;
    }

    private static List<string> NamesIn(string wording) => [.. Place().Matches(wording).Select(match => match.Groups["name"].Value)];

    private static ImmutableArray<string> ReadWordings(JsonRecord row)
    {
        var texts = Wordings.Select(name => row.Has(name) ? row.Cell(name) : string.Empty).ToList();
        var count = texts.FindLastIndex(text => text.Length > 0) + 1;
        if (count == 0 || texts.Take(count).Any(text => text.Length == 0))
        {
            throw row.Error($"'{Wordings[texts.FindIndex(text => text.Length == 0)]}' is blank; expected a wording.");
        }

        foreach (var (index, text) in texts.Take(count).Index())
        {
            var places = NamesIn(text);
            if (places.Count == 0 || places.Contains("object"))
            {
                throw row.Error($"'{Wordings[index]}' is '{text}'; expected a text with {{subject}} or another name, and without {{object}}, which is the answer.");
            }
        }

        return [.. texts.Take(count)];
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}")]
    private static partial Regex Place();
}
