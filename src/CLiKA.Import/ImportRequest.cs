using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Import;

/// <summary>What is to be read of a public set.</summary>
/// <param name="Path">The set's folder, or one of its files.</param>
/// <param name="Languages">
/// The languages; empty for those of the paper that are there, and where none of them is, for all that are.
/// </param>
/// <param name="Split">Name of the split; null for the one that the format is usually asked in.</param>
public sealed record ImportRequest(string Path, ImmutableArray<Language> Languages, string? Split = null)
{
    /// <summary>Whether all languages are read that are there, whatever <see cref="Languages"/> names.</summary>
    public bool EveryLanguage { get; init; }

    /// <summary>The languages to read, out of those that are there.</summary>
    /// <param name="there">The languages that are there.</param>
    /// <returns>The languages, at least one, in their order.</returns>
    /// <exception cref="InvalidInputException">A language that was asked for is not there.</exception>
    public ImmutableArray<Language> Choose(IReadOnlyCollection<Language> there)
    {
        if (EveryLanguage)
        {
            return [.. there.Order(Language.Order)];
        }

        var missing = Languages.Where(language => !there.Contains(language)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidInputException(Path, $"has no {string.Join(' ', missing)}; there are {string.Join(' ', there.Order(Language.Order))}.");
        }

        // Most sets are asked in a few of their languages, and every further one takes items away that it lacks.
        ImmutableArray<Language> wanted = [.. Languages.IsEmpty ? Language.Paper.Where(there.Contains) : Languages.Distinct().Order(Language.Order)];
        return wanted.IsEmpty ? [.. there.Order(Language.Order)] : wanted;
    }
}
