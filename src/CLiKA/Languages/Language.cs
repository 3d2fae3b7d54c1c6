using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CLiKA.Languages;

/// <summary>One of the ten languages in which models are asked (Gao et al., NAACL 2024, section 3.1).</summary>
/// <param name="Code">BCP-47 code in lower case, for example <c>de</c>.</param>
/// <param name="EnglishName">Name in English, for example <c>German</c>.</param>
/// <param name="NativeName">Name in the language itself, for example <c>Deutsch</c>.</param>
/// <param name="Script">ISO 15924 code of the script, for example <c>Latn</c>.</param>
/// <param name="Direction">Direction of writing.</param>
public sealed record Language(string Code, string EnglishName, string NativeName, string Script, TextDirection Direction)
{
    /// <summary>The ten languages, in the paper's order; English, the pivot, first.</summary>
    public static ImmutableArray<Language> All { get; } =
    [
        new("en", "English", "English", "Latn", TextDirection.LeftToRight),
        new("de", "German", "Deutsch", "Latn", TextDirection.LeftToRight),
        new("fr", "French", "français", "Latn", TextDirection.LeftToRight),
        new("it", "Italian", "italiano", "Latn", TextDirection.LeftToRight),
        new("ru", "Russian", "русский", "Cyrl", TextDirection.LeftToRight),
        new("pl", "Polish", "polski", "Latn", TextDirection.LeftToRight),
        new("ar", "Arabic", "العربية", "Arab", TextDirection.RightToLeft),
        new("he", "Hebrew", "עברית", "Hebr", TextDirection.RightToLeft),
        new("zh", "Chinese", "中文", "Hans", TextDirection.LeftToRight),
        new("ja", "Japanese", "日本語", "Jpan", TextDirection.LeftToRight),
    ];

    /// <summary>The language that consistency is measured against.</summary>
    public static Language Pivot => All[0];

    /// <summary>The codes of <see cref="All"/>, separated by spaces, as error messages list them.</summary>
    public static string Codes { get; } = string.Join(' ', All.Select(language => language.Code));

    /// <summary>Finds a language by its code.</summary>
    /// <param name="code">BCP-47 code; case does not matter.</param>
    /// <param name="language">The language, where the code is one of the ten.</param>
    /// <returns>Whether the code is one of the ten.</returns>
    public static bool TryParse(string? code, [NotNullWhen(true)] out Language? language)
    {
        language = All.FirstOrDefault(candidate => string.Equals(candidate.Code, code, StringComparison.OrdinalIgnoreCase));
        return language is not null;
    }

    /// <summary>Finds a language by its code.</summary>
    /// <param name="code">BCP-47 code; case does not matter.</param>
    /// <returns>The language.</returns>
    /// <exception cref="ArgumentException">The code is not one of the ten.</exception>
    public static Language Parse(string code) =>
        TryParse(code, out var language)
            ? language
            : throw new ArgumentException($"'{code}' is not one of the languages {Codes}.", nameof(code));

    /// <summary>The code, which is how a language appears in files and in test names.</summary>
    /// <returns><see cref="Code"/>.</returns>
    public override string ToString() => Code;
}
