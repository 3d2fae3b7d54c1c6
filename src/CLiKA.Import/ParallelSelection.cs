using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Probes.Validation;

namespace CLiKA.Import;

/// <summary>Leaves out items that cannot be compared across languages or cannot be asked, with the reason.</summary>
public static class ParallelSelection
{
    /// <summary>The item exists in another language, but not in this one.</summary>
    public const string Missing = "missing";

    /// <summary>A text of the item is blank.</summary>
    public const string Blank = "blank text";

    /// <summary>Two options look the same to a reader.</summary>
    public const string SameOptions = "two options are the same";

    /// <summary>The correct option has a different letter than in the first language that has the item.</summary>
    public const string OtherAnswer = "another right option";

    /// <summary>The number of options differs from the first language that has the item.</summary>
    public const string OtherOptions = "another number of options";

    /// <summary>It asks for a cause where the first language asks for an effect (or the reverse), or has other parts.</summary>
    public const string OtherQuestion = "another kind of question";

    /// <summary>Selects the items that are valid and parallel in every language.</summary>
    /// <param name="languages">The items of each language, at least one; ids are unique in each.</param>
    /// <returns>The ids to keep, and what is left out: one entry for each language in which an item fails.</returns>
    public static (IReadOnlySet<string> Kept, ImmutableArray<LeftOut> LeftOut) Select(ImmutableArray<ImportedLanguage> languages)
    {
        var items = languages.ToDictionary(entry => entry.Language, entry => entry.Items.ToDictionary(item => item.Id));
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var leftOut = ImmutableArray.CreateBuilder<LeftOut>();
        foreach (var id in languages.SelectMany(entry => entry.Items).Select(item => item.Id).Distinct(StringComparer.Ordinal))
        {
            var before = leftOut.Count;
            var reference = items.Values.Select(byId => byId.GetValueOrDefault(id)).OfType<ProbeItem>().First();
            foreach (var (language, byId) in items)
            {
                if (Problem(byId.GetValueOrDefault(id), reference) is { } reason)
                {
                    leftOut.Add(new LeftOut(id, language, reason));
                }
            }

            if (leftOut.Count == before)
            {
                kept.Add(id);
            }
        }

        return (kept, leftOut.ToImmutable());
    }

    /// <summary>Summarizes what is left out, for display.</summary>
    /// <param name="leftOut">What is left out.</param>
    /// <param name="shown">Number of ids to list per reason, 0 or more.</param>
    /// <returns>One line per reason and language, for example <c>missing: 2 in de (a, b)</c>.</returns>
    public static IEnumerable<string> Describe(IEnumerable<LeftOut> leftOut, int shown) => leftOut
        .GroupBy(entry => (entry.Reason, entry.Language))
        .OrderBy(group => group.Key.Reason, StringComparer.Ordinal)
        .ThenBy(group => group.Key.Language, Language.Order)
        .Select(group =>
        {
            var where = group.Key.Language is { } language ? $" in {language}" : string.Empty;
            var ids = string.Join(", ", group.Take(shown).Select(entry => entry.Id)) + (group.Count() > shown ? ", ..." : string.Empty);
            return $"{group.Key.Reason}: {group.Count()}{where}" + (shown > 0 ? $" ({ids})" : string.Empty);
        });

    private static string? Problem(ProbeItem? item, ProbeItem reference) => item switch
    {
        null => Missing,
        _ when item.Texts.Any(string.IsNullOrWhiteSpace) => Blank,
        _ when item.Options.Select(Folding.Fold).Distinct().Count() < item.Options.Length =>
            SameOptions,
        _ when item.Options.Length != reference.Options.Length => OtherOptions,
        _ when item.Gold != reference.Gold => OtherAnswer,
        _ when !item.HasPartsOf(reference) => OtherQuestion,
        _ => null,
    };
}
