using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CLiKA.Languages;

namespace CLiKA.Probes;

/// <summary>
/// Multiple-choice items that are parallel across languages: items with the same id ask the same thing and have the same gold letter.
/// </summary>
public sealed class ProbeSet
{
    private readonly ImmutableDictionary<Language, ImmutableArray<ProbeItem>> _items;

    /// <summary>Creates a probe set.</summary>
    /// <param name="id">Identifier, as it appears in file names and tests.</param>
    /// <param name="ceiling">The accuracy that counts as full in re-scaling, in (chance, 1].</param>
    /// <param name="items">The items of every language, in any order.</param>
    /// <exception cref="ArgumentException">The languages are not parallel, or the ceiling is not above chance.</exception>
    public ProbeSet(string id, double ceiling, IReadOnlyDictionary<Language, IReadOnlyList<ProbeItem>> items)
    {
        // Sorted by id, so that the order of lines in a file does not matter.
        _items = items.ToImmutableDictionary(
            pair => pair.Key, pair => pair.Value.OrderBy(item => item.Id, StringComparer.Ordinal).ToImmutableArray());
        Languages = [.. _items.Keys.Order(Language.Order)];
        if (Languages.IsEmpty || _items[Languages[0]].IsEmpty)
        {
            throw new ArgumentException($"Probe set '{id}' has no items.");
        }

        var first = _items[Languages[0]];
        var stray = Languages.FirstOrDefault(language => !Keys(_items[language]).SequenceEqual(Keys(first)));
        if (stray is not null)
        {
            throw new ArgumentException($"Probe set '{id}': ids, gold letters or wordings of {stray} differ from {Languages[0]}.");
        }

        Id = id;
        Chance = first.Average(item => 1.0 / item.Options.Length);
        Ceiling = ceiling > Chance && ceiling <= 1
            ? ceiling
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Probe set '{id}': ceiling {ceiling} is not in ({Chance}, 1]."));
        Wordings = first.Min(item => item.Wordings);
        ItemsHash = Hash(_items, Languages);
    }

    /// <summary>Identifier, as it appears in file names and tests.</summary>
    public string Id { get; }

    /// <summary>Accuracy of guessing, in (0, 1): the mean over items of one divided by the number of options.</summary>
    public double Chance { get; }

    /// <summary>The accuracy that counts as full in re-scaling, in (chance, 1].</summary>
    public double Ceiling { get; }

    /// <summary>The languages of the set, in order.</summary>
    public ImmutableArray<Language> Languages { get; }

    /// <summary>Number of items in each language.</summary>
    public int Count => _items[Languages[0]].Length;

    /// <summary>Number of wordings in which every item can be asked, at least 1.</summary>
    public int Wordings { get; }

    /// <summary>SHA-256 over the items of every language, in hexadecimal; independent of the order of lines in the files.</summary>
    public string ItemsHash { get; }

    /// <summary>Returns the items of one language, sorted by id.</summary>
    /// <param name="language">A language of the set.</param>
    /// <returns>The items; position i is the same item in every language.</returns>
    /// <exception cref="ArgumentException">The set lacks the language.</exception>
    public ImmutableArray<ProbeItem> In(Language language) =>
        _items.TryGetValue(language, out var items)
            ? items
            : throw new ArgumentException($"Probe set '{Id}' has no {language}; it has {string.Join(' ', Languages)}.", nameof(language));

    private static IEnumerable<(string Id, int Gold, int Options, int Wordings)> Keys(ImmutableArray<ProbeItem> items) =>
        items.Select(item => (item.Id, item.Gold, item.Options.Length, item.Wordings));

    private static string Hash(
        ImmutableDictionary<Language, ImmutableArray<ProbeItem>> items, ImmutableArray<Language> languages)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var language in languages)
        {
            Append(language.Code);
            foreach (var item in items[language])
            {
                Append(item.Id);
                Append(item.Premise ?? string.Empty);
                Append(item.Question);
                Append($"{item.GoldLetter} of {item.Options.Length}");
                foreach (var option in item.Options)
                {
                    Append(option);
                }

                // Only where they exist: the hash of a set without them stays what it was before they were supported.
                foreach (var text in item.Passage is null ? item.Paraphrases : item.Paraphrases.Add("passage").Add(item.Passage))
                {
                    Append(text);
                }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        // The length before each text distinguishes "ab","c" from "a","bc".
        void Append(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}
