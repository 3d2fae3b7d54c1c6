using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CLiKA.Input;

namespace CLiKA.Languages;

/// <summary>
/// A language in which models are asked: one of the ten of the paper (Gao et al., NAACL 2024, section 3.1), or another one in Unicode's CLDR.
/// </summary>
/// <param name="Code">
/// BCP 47 tag in lower case, in its shortest form: <c>de</c>, <c>es-419</c>, <c>zh-hant</c>. It contains a script only where that is not the usual
/// one.
/// </param>
/// <param name="EnglishName">Name in English, for example <c>German</c>; the code where the CLDR has no name.</param>
/// <param name="Scripts">
/// ISO 15924 codes of the scripts in present use, for example <c>Latn</c>, the usual one first; a single one where the code determines it.
/// </param>
/// <param name="Direction">Direction of writing in the usual script.</param>
public sealed record Language(string Code, string EnglishName, ImmutableArray<string> Scripts, TextDirection Direction)
{
    private static readonly Lazy<LanguageTable> Table = new(LanguageTable.Read);

    /// <summary>The ten languages of the paper, in its order; English, the pivot, first.</summary>
    public static ImmutableArray<Language> Paper { get; } =
    [
        new("en", "English", ["Latn"], TextDirection.LeftToRight),
        new("de", "German", ["Latn"], TextDirection.LeftToRight),
        new("fr", "French", ["Latn"], TextDirection.LeftToRight),
        new("it", "Italian", ["Latn"], TextDirection.LeftToRight),
        new("ru", "Russian", ["Cyrl"], TextDirection.LeftToRight),
        new("pl", "Polish", ["Latn"], TextDirection.LeftToRight),
        new("ar", "Arabic", ["Arab"], TextDirection.RightToLeft),
        new("he", "Hebrew", ["Hebr"], TextDirection.RightToLeft),
        new("zh", "Chinese", ["Hans"], TextDirection.LeftToRight),
        new("ja", "Japanese", ["Jpan"], TextDirection.LeftToRight),
    ];

    /// <summary>The language that Consistency compares the others with.</summary>
    public static Language Pivot => Paper[0];

    /// <summary>The codes of <see cref="Paper"/>, separated by spaces, for messages.</summary>
    public static string PaperCodes { get; } = string.Join(' ', Paper.Select(language => language.Code));

    /// <summary>The order of languages in every table and file: the paper's first, in its order, then the others by code; null comes last.</summary>
    public static IComparer<Language?> Order { get; } = Comparer<Language?>.Create((left, right) =>
        PlaceOf(left) is var place && place != PlaceOf(right) ? place - PlaceOf(right) : string.CompareOrdinal(left?.Code, right?.Code));

    /// <summary>Every language of the CLDR in its usual script, in order; further languages combine these with scripts and regions.</summary>
    public static IEnumerable<Language> Known => Table.Value.Codes.Select(Parse).Order(Order);

    /// <summary>The name in the language itself, for example <c>Deutsch</c>; null where the CLDR has none.</summary>
    public string? OwnName => Table.Value.OwnNameOf(Code);

    /// <summary>The usual script.</summary>
    public string Script => Scripts[0];

    /// <summary>Finds a language by its code.</summary>
    /// <param name="code">BCP 47 tag in the form of <see cref="Code"/>; case does not matter.</param>
    /// <param name="language">The language; null where there is none with that code.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string? code, [NotNullWhen(true)] out Language? language)
    {
        language = Paper.FirstOrDefault(candidate => string.Equals(candidate.Code, code, StringComparison.OrdinalIgnoreCase));
        if (language is null && TryRead(code, out var read) && string.Equals(read.Code, code, StringComparison.OrdinalIgnoreCase))
        {
            language = read;
        }

        return language is not null;
    }

    /// <summary>Finds a language by its code.</summary>
    /// <param name="code">BCP 47 tag in the form of <see cref="Code"/>; case does not matter.</param>
    /// <returns>The language.</returns>
    /// <exception cref="ArgumentException">There is no language with that code.</exception>
    public static Language Parse(string code) =>
        TryParse(code, out var language) ? language : throw new ArgumentException($"{Complaint(code)}.", nameof(code));

    /// <summary>
    /// Finds a language by any code in use for it: with an underscore (<c>zho_Hant</c>), with three letters (<c>deu</c>), with the usual script named
    /// (<c>srp_Cyrl</c>), or a code that has been replaced (<c>iw</c>).
    /// </summary>
    /// <param name="code">The code; case does not matter.</param>
    /// <param name="language">The language; null where the code stands for none.</param>
    /// <returns>Whether the code stands for one.</returns>
    public static bool TryRead(string? code, [NotNullWhen(true)] out Language? language)
    {
        language = Table.Value.Find(code ?? string.Empty);
        return language is not null;
    }

    /// <summary>Finds languages by name: in English, in the language itself, or a former name.</summary>
    /// <param name="part">The name or a part of it; case and accents do not matter.</param>
    /// <returns>The languages, in order; empty where none has that name.</returns>
    public static IEnumerable<Language> Named(string part) => Table.Value.Named(part).Order(Order);

    /// <summary>Describes an unknown code, and what was expected instead.</summary>
    /// <param name="code">The code.</param>
    /// <returns>A sentence without its full stop.</returns>
    public static string Complaint(string? code) => TryRead(code, out var language)
        ? $"'{code}' is no language here; expected its shortest code, '{language}'"
        : code is not null && Table.Value.SpokenIn(code) is { } spoken
        ? $"'{code}' is no language but a region, in which most speak '{spoken}'; expected the code of a language"
        : $"'{code}' is no language; expected a BCP-47 code such as de, es-419 or zh-hant ({ToolCommand.Quote("languages")} finds them by name)";

    /// <summary>Compares languages by their codes.</summary>
    /// <param name="other">Another language.</param>
    /// <returns>Whether the codes are the same.</returns>
    public bool Equals(Language? other) => Code == other?.Code;

    /// <inheritdoc/>
    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    // All others come after the paper's.
    private static int PlaceOf(Language? language) =>
        language is null ? int.MaxValue : Paper.IndexOf(language) is >= 0 and var place ? place : Paper.Length;

    /// <summary>Returns the code, by which a language appears in files and in test names.</summary>
    /// <returns><see cref="Code"/>.</returns>
    public override string ToString() => Code;
}
