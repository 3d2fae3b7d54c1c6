using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Cli.Commands;

/// <summary>Reads what <c>--languages</c> names.</summary>
internal static class LanguageList
{
    /// <summary>The languages of a list.</summary>
    /// <param name="codes">Codes separated by commas; null for none.</param>
    /// <exception cref="InvalidInputException">One is no language.</exception>
    public static ImmutableArray<Language> Read(string? codes) =>
    [
        .. (codes ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(code =>
            Language.TryParse(code, out var language)
                ? language
                : throw new InvalidInputException("--languages", $"{Language.Complaint(code)}.")),
    ];
}
