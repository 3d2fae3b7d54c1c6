using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Cli.Commands;

/// <summary>Parses the value of <c>--languages</c>.</summary>
internal static class LanguageList
{
    /// <summary>Parses a list of languages.</summary>
    /// <param name="codes">Codes separated by commas; null for none.</param>
    /// <exception cref="InvalidInputException">A code is not a language.</exception>
    public static ImmutableArray<Language> Read(string? codes) =>
    [
        .. (codes ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(code =>
            Language.TryParse(code, out var language)
                ? language
                : throw new InvalidInputException("--languages", $"{Language.Complaint(code)}.")),
    ];
}
