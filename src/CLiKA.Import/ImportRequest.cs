using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Import;

/// <summary>A request to import a public set.</summary>
/// <param name="Path">The set's folder, or one of its files.</param>
/// <param name="Languages">The languages; empty for those of the paper that are available or, if there are none, for all.</param>
/// <param name="Split">Name of the split; null for the usual split of the format.</param>
public sealed record ImportRequest(string Path, ImmutableArray<Language> Languages, string? Split = null)
{
    /// <summary>Whether to read all available languages, whatever <see cref="Languages"/> names.</summary>
    public bool EveryLanguage { get; init; }

    /// <summary>Chooses the languages to read from those available.</summary>
    /// <param name="there">The available languages.</param>
    /// <returns>The languages, at least one, in their order.</returns>
    /// <exception cref="InvalidInputException">A requested language is not available.</exception>
    public ImmutableArray<Language> Choose(IReadOnlyCollection<Language> there)
    {
        if (EveryLanguage)
        {
            return [.. there.Order(Language.Order)];
        }

        var missing = Languages.Where(language => !there.Contains(language)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidInputException(Path, $"has no {string.Join(' ', missing)}; its languages are {string.Join(' ', there.Order(Language.Order))}.");
        }

        // Most sets are asked in a few of their languages, and every further language drops the items that it lacks.
        ImmutableArray<Language> wanted = [.. Languages.IsEmpty ? Language.Paper.Where(there.Contains) : Languages.Distinct().Order(Language.Order)];
        return wanted.IsEmpty ? [.. there.Order(Language.Order)] : wanted;
    }
}
