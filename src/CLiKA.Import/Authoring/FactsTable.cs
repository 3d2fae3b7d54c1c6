using System.Collections.Immutable;
using CLiKA.Import.Tables;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Import.Authoring;

/// <summary>
/// Reads the table of facts: a CSV file with the columns <c>relation</c>, <c>subject.en</c>, <c>object.en</c>, the same for other languages, and
/// optionally <c>region</c>, <c>excluded</c> and further names such as <c>genitive.de</c>.
/// </summary>
internal sealed class FactsTable
{
    /// <summary>Prefix of the subject columns.</summary>
    public const string Subject = "subject";

    /// <summary>Prefix of the object columns.</summary>
    public const string Object = "object";

    private const string Relation = "relation";
    private const string Region = "region";
    private const string Excluded = "excluded";

    private FactsTable(ImmutableArray<FactRow> rows, ImmutableArray<Language> languages)
    {
        Rows = rows;
        Languages = languages;
    }

    /// <summary>The facts, at least one.</summary>
    public ImmutableArray<FactRow> Rows { get; }

    /// <summary>The languages in which subjects and objects are named, including English.</summary>
    public ImmutableArray<Language> Languages { get; }

    /// <summary>Returns the name of a column.</summary>
    public static string Column(string name, Language language) => $"{name}.{language}";

    /// <summary>Reads a table.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InvalidInputException">A column or a name is missing or wrong, or facts contradict each other.</exception>
    public static FactsTable Read(string path)
    {
        var records = CsvInput.Read(path);
        var columns = records[0].Names.ToList();
        var languages = ReadLanguages(path, columns);
        ImmutableArray<FactRow> rows = [.. records.Select(record => ReadRow(record, columns))];
        BlankCells.Refuse(rows.SelectMany(_ => languages.SelectMany(ColumnsOf), (row, column) => (row, column)));
        foreach (var relation in rows.GroupBy(row => row.Relation))
        {
            CheckNames([.. relation], languages);
            CheckExcluded([.. relation]);
        }

        return new FactsTable(rows, languages);
    }

    private static ImmutableArray<Language> ReadLanguages(string path, List<string> columns)
    {
        var named = new List<Language>();
        foreach (var column in columns.Where(column => column is not (Relation or Region or Excluded)))
        {
            var parts = column.Split('.');
            if (parts.Length != 2 || parts[0].Length == 0)
            {
                throw new InvalidInputException(
                    path, 1, $"unknown column '{column}'; expected {Relation}, {Region}, {Excluded}, or a name and a language such as subject.de.");
            }

            if (!Language.TryParse(parts[1], out var language) || language.Code != parts[1])
            {
                throw new InvalidInputException(path, 1, $"column '{column}': {Language.Complaint(parts[1])}.");
            }

            named.Add(language);
        }

        // Subjects and objects are identified by their English names.
        ImmutableArray<Language> languages =
            [.. named.Where(language => ColumnsOf(language).Any(columns.Contains)).Append(Language.Pivot).Distinct().Order(Language.Order)];
        string[] expected = [Relation, .. languages.SelectMany(ColumnsOf)];
        var missing = expected.Except(columns).FirstOrDefault();
        return missing is null ? languages : throw new InvalidInputException(path, 1, $"has no column '{missing}'; expected {Relation}, and {Subject} and {Object} in every language.");
    }

    private static string[] ColumnsOf(Language language) => [Column(Subject, language), Column(Object, language)];

    private static FactRow ReadRow(JsonRecord record, List<string> columns)
    {
        var names = columns.Where(column => column.Contains('.', StringComparison.Ordinal))
            .Select(column => KeyValuePair.Create(column, record.Cell(column)))
            .Where(pair => pair.Value.Length > 0);
        var region = columns.Contains(Region) ? record.Cell(Region) : string.Empty;
        var excluded = columns.Contains(Excluded) ? record.Cell(Excluded) : string.Empty;
        return new FactRow(
            record,
            record.KeyCell(Relation),
            region.Length > 0 ? region : null,
            names.ToImmutableDictionary(StringComparer.Ordinal),
            [.. excluded.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);
    }

    // The English name identifies a thing: two spellings of it in another language are an error.
    private static void CheckNames(List<FactRow> rows, ImmutableArray<Language> languages)
    {
        var known = new Dictionary<(string English, string Column), FactRow>();
        var asked = new Dictionary<(string Subject, string Object), FactRow>();
        foreach (var row in rows)
        {
            foreach (var (kind, language) in languages.SelectMany(language => new[] { (Subject, language), (Object, language) }))
            {
                var english = row.Name(Column(kind, Language.Pivot));
                var column = Column(kind, language);
                if (known.TryAdd((english, column), row))
                {
                    continue;
                }

                var other = known[(english, column)];
                if (other.Name(column) != row.Name(column))
                {
                    throw row.Row.Error(
                        $"'{column}' is '{row.Name(column)}' here and '{other.Name(column)}' in line {other.Row.Line}; expected one name for '{english}'.");
                }
            }

            var fact = (row.Name(Column(Subject, Language.Pivot)), row.Name(Column(Object, Language.Pivot)));
            if (!asked.TryAdd(fact, row))
            {
                throw row.Row.Error($"{row.Relation} of '{fact.Item1}' is '{fact.Item2}', as in line {asked[fact].Row.Line}; expected each fact once.");
            }
        }
    }

    private static void CheckExcluded(List<FactRow> rows)
    {
        var objects = rows.Select(row => row.Name(Column(Object, Language.Pivot))).ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.AlsoRight.FirstOrDefault(name => !objects.Contains(name)) is { } unknown)
            {
                throw row.Row.Error($"'{Excluded}' has '{unknown}'; expected names from the column object.en of the relation '{row.Relation}'.");
            }
        }
    }
}
