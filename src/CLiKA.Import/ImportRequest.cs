using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Import;

/// <summary>What is to be read of a public set.</summary>
/// <param name="Path">The set's folder, or one of its files.</param>
/// <param name="Languages">The languages; empty for all of the ten that are there.</param>
/// <param name="Split">Name of the split; null for the one that the format is usually asked in.</param>
public sealed record ImportRequest(string Path, ImmutableArray<Language> Languages, string? Split = null)
{
    /// <summary>The languages to read, out of those that are there.</summary>
    /// <param name="there">The languages that are there.</param>
    /// <returns>The languages, at least one, in the order of <see cref="Language.All"/>.</returns>
    /// <exception cref="InvalidInputException">A language that was asked for is not there.</exception>
    public ImmutableArray<Language> Choose(IReadOnlyCollection<Language> there)
    {
        var missing = Languages.Where(language => !there.Contains(language)).ToList();
        return missing.Count == 0
            ? [.. Language.All.Where(language => Languages.IsEmpty ? there.Contains(language) : Languages.Contains(language))]
            : throw new InvalidInputException(
                Path, $"has no {string.Join(' ', missing)}; there are {string.Join(' ', Language.All.Where(there.Contains))}.");
    }
}
