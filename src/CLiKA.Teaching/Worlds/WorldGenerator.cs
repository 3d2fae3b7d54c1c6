using System.Collections.Immutable;
using System.Text;
using CLiKA.Languages;

namespace CLiKA.Teaching.Worlds;

/// <summary>Generates a world from a name table and a seed, deterministically.</summary>
/// <param name="table">The parts of names.</param>
/// <param name="seed">The seed.</param>
internal sealed class WorldGenerator(NameTable table, int seed)
{
    // A name is drawn until it is new, which could take forever with a table that has run out of names.
    private const int MostDraws = 10_000;
    private const int MostDrawsInAll = 100_000;

    private readonly Random _random = new(seed);
    private int _draws;
    private readonly Dictionary<Language, HashSet<string>> _stems = table.Languages.ToDictionary(code => code, _ => new HashSet<string>());
    private readonly Dictionary<Language, List<string>> _names = table.Languages.ToDictionary(code => code, _ => new List<string>());

    /// <summary>Generates the world.</summary>
    /// <param name="id">Identifier of the world.</param>
    /// <param name="continents">Number of continents.</param>
    /// <param name="placesEach">Number of places on each continent, an even number: half of them are of either kind.</param>
    /// <param name="continentSyllables">Number of syllables in a continent's name, without its pattern.</param>
    /// <param name="placeSyllables">Number of syllables in a place's name.</param>
    /// <returns>The world; null if the table has too few syllables for so many names.</returns>
    public FictionalWorld? Make(string id, int continents, int placesEach, int continentSyllables, int placeSyllables)
    {
        var names = new List<ImmutableDictionary<Language, string>>();
        while (names.Count < continents)
        {
            if (Draw(continentSyllables, table.Continent) is not { } name)
            {
                return null;
            }

            names.Add(name);
        }

        var places = new List<FictionalPlace>();
        while (places.Count < continents * placesEach)
        {
            var index = places.Count;
            if (Draw(placeSyllables, table.Places[index / 2 % table.Places.Length]) is not { } name)
            {
                return null;
            }

            places.Add(new(index / placesEach, (FactKind)(index % 2), name));
        }

        return new(id, table.Languages, [.. names], [.. places]);
    }

    // A stem must be new in every language, and a name must neither contain another name nor be contained in one: an answer is read by the name
    // that it contains.
    private ImmutableDictionary<Language, string>? Draw(int syllables, ImmutableDictionary<Language, string> pattern)
    {
        for (var draw = 0; draw < MostDraws && _draws < MostDrawsInAll; draw++)
        {
            _draws++;
            var indices = Enumerable.Range(0, syllables).Select(_ => _random.Next(table.Syllables.Length)).ToArray();
            if (indices.Distinct().Count() < syllables)
            {
                continue;
            }

            var stems = table.Languages.ToDictionary(language => language, language => Stem(indices, language, pattern[language]));
            var names = stems.ToImmutableDictionary(
                stem => stem.Key,
                stem => Capitalized(pattern[stem.Key].Replace(NameTable.Place, Capitalized(stem.Value), StringComparison.Ordinal)));
            if (table.Avoided.Contains(stems[Language.Pivot])
                || stems.Any(stem => _stems[stem.Key].Contains(stem.Value))
                || names.Any(name => _names[name.Key].Exists(other => AreAlike(name.Value, other))))
            {
                continue;
            }

            foreach (var language in table.Languages)
            {
                _stems[language].Add(stems[language]);
                _names[language].Add(names[language]);
            }

            return names;
        }

        return null;
    }

    // The spelling at the end of a name applies if the word ends after the syllables.
    private string Stem(int[] indices, Language language, string pattern)
    {
        var isWord = pattern.EndsWith(NameTable.Place, StringComparison.Ordinal)
            || pattern.Contains(NameTable.Place + " ", StringComparison.Ordinal);
        return string.Concat(indices.Index().Select(syllable =>
            (isWord && syllable.Index == indices.Length - 1 ? table.LastSyllables : table.Syllables)[syllable.Item][language]));
    }

    private static bool AreAlike(string left, string right) =>
        left.Contains(right, StringComparison.Ordinal) || right.Contains(left, StringComparison.Ordinal);

    // Only scripts with upper case change. Georgian capitals are skipped: they are used only for all-caps text.
    private static string Capitalized(string name) => Rune.GetRuneAt(name, 0) is var first && first.Value is >= 0x10D0 and <= 0x10FF
        ? name
        : $"{Rune.ToUpperInvariant(first)}{name[first.Utf16SequenceLength..]}";
}
