using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Measurements.Taught;

/// <summary>
/// The text format of the answers, lines with one character per item: the right continents and the types, then for each teaching its translations
/// and, for each way of asking, its answers in English and in the language. <c>de.2.generation.en</c> is German's second teaching, asked in English.
/// </summary>
internal static class ConductivityLines
{
    private const string GoldKey = "gold";
    private const string TypeKey = "type";
    private const string NamesKey = "names";

    public static IEnumerable<(string Key, string Letters)> Write(ConductivityMeasurement measurement)
    {
        yield return (GoldKey, ContinentLetters.Write(measurement.Facts.Gold.Select(gold => (int?)gold)));
        yield return (TypeKey, ContinentLetters.Write(measurement.Facts.PivotOnly));
        foreach (var cell in measurement.Cells)
        {
            foreach (var (index, teaching) in cell.Teachings.Index())
            {
                var key = KeyOf(cell.Language, index);
                yield return ($"{key}.{NamesKey}", ContinentLetters.Write(teaching.Names));
                foreach (var (way, answers) in teaching.Facts)
                {
                    yield return ($"{key}.{EnumName.Of(way)}.{Language.Pivot}", ContinentLetters.Write(answers.Pivot));
                    yield return ($"{key}.{EnumName.Of(way)}.{cell.Language}", ContinentLetters.Write(answers.Own));
                }
            }
        }
    }

    /// <summary>Returns the prefix of a teaching's keys, for example <c>de.2</c>.</summary>
    public static string KeyOf(Language language, int teaching) => $"{language}.{teaching + 1}";

    /// <summary>Reads the facts from the first two lines.</summary>
    /// <exception cref="FormatException">A line is missing or invalid.</exception>
    public static FictionalFacts ReadFacts(IReadOnlyDictionary<string, string> lines, int continents)
    {
        if (continents is < 2 or > FictionalFacts.MostContinents)
        {
            throw new FormatException($"{continents} continents; expected 2 to {FictionalFacts.MostContinents}.");
        }

        try
        {
            var gold = ContinentLetters.Read(LineOf(lines, GoldKey), continents);
            return new(
                continents,
                [.. gold.Select(continent => continent ?? throw new FormatException($"the line '{GoldKey}' has a fact without a continent."))],
                ContinentLetters.ReadMarks(LineOf(lines, TypeKey)));
        }
        catch (ArgumentException error)
        {
            throw new FormatException(error.Message, error);
        }
    }

    /// <summary>Reads the cells of the given languages.</summary>
    /// <exception cref="FormatException">A line is missing, superfluous or invalid.</exception>
    public static IReadOnlyCollection<ConductivityCell> ReadCells(
        IReadOnlyDictionary<string, string> lines, FictionalFacts facts, IEnumerable<(Language Language, string Set)> sets)
    {
        var used = new HashSet<string> { GoldKey, TypeKey };
        var cells = new List<ConductivityCell>();
        foreach (var (language, set) in sets)
        {
            var teachings = ImmutableArray.CreateBuilder<TeachingAnswers>();
            do
            {
                teachings.Add(ReadTeaching(lines, facts, language, KeyOf(language, teachings.Count), used));
            }
            while (lines.ContainsKey($"{KeyOf(language, teachings.Count)}.{NamesKey}"));

            try
            {
                cells.Add(new(language, set, facts, teachings.ToImmutable()));
            }
            catch (ArgumentException error)
            {
                throw new FormatException(error.Message, error);
            }
        }

        return lines.Keys.FirstOrDefault(key => !used.Contains(key)) is { } surplus
            ? throw new FormatException($"the line '{surplus}' belongs to no teaching.")
            : cells;
    }

    private static TeachingAnswers ReadTeaching(
        IReadOnlyDictionary<string, string> lines, FictionalFacts facts, Language language, string key, HashSet<string> used)
    {
        string Use(string line)
        {
            used.Add(line);
            return LineOf(lines, line);
        }

        var ways = Enum.GetValues<RetrievalWay>().Where(way => lines.ContainsKey($"{key}.{EnumName.Of(way)}.{language}"));
        return new(
            ContinentLetters.ReadMarks(Use($"{key}.{NamesKey}")),
            ways.ToImmutableSortedDictionary(way => way, way => new FactAnswers(
                ContinentLetters.Read(Use($"{key}.{EnumName.Of(way)}.{Language.Pivot}"), facts.Continents),
                ContinentLetters.Read(Use($"{key}.{EnumName.Of(way)}.{language}"), facts.Continents))));
    }

    private static string LineOf(IReadOnlyDictionary<string, string> lines, string key) =>
        lines.TryGetValue(key, out var letters) ? letters : throw new FormatException($"the line '{key}' is missing.");
}
