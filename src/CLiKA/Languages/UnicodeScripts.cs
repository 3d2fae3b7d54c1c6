using System.Collections.Immutable;
using System.Text;

namespace CLiKA.Languages;

/// <summary>The scripts of characters, from the Unicode Character Database.</summary>
public static class UnicodeScripts
{
    /// <summary>The result of <see cref="Of"/> for characters that are common to all scripts, such as digits.</summary>
    public const string Common = "Zyyy";

    /// <summary>The result of <see cref="Of"/> for combining marks that inherit the script of their base character.</summary>
    public const string Inherited = "Zinh";

    private const string Unknown = "Zzzz";
    private const string File = "unicode-scripts.txt";

    // ISO 15924 codes for writing systems that combine several Unicode scripts, or are variants of one.
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> Parts = ImmutableDictionary.CreateRange<string, ImmutableArray<string>>(
    [
        new("Jpan", ["Hani", "Hira", "Kana"]),
        new("Kore", ["Hang", "Hani"]),
        new("Hans", ["Hani"]),
        new("Hant", ["Hani"]),
        new("Hanb", ["Hani", "Bopo"]),
        new("Aran", ["Arab"]),
        new("Cyrs", ["Cyrl"]),
        new("Latf", ["Latn"]),
        new("Latg", ["Latn"]),
        new("Syre", ["Syrc"]),
        new("Syrj", ["Syrc"]),
        new("Syrn", ["Syrc"]),
    ]);

    // First and last code point and script of every range, ascending.
    private static readonly Lazy<(int First, int Last, string Script)[]> Runs = new(() =>
    [
        .. Table().Where(entry => IsScript(entry.Names)).SelectMany(entry => entry.Runs, (entry, run) => (run.First, run.Last, CodeOf(entry.Names)))
            .OrderBy(run => run.First),
    ]);

    /// <summary>Returns the whole table: the scripts, and a few properties that .NET does not expose.</summary>
    /// <returns>Name and, where they differ, codes of each, and the first and last code point of its ranges, ascending.</returns>
    public static IEnumerable<(ImmutableArray<string> Names, ImmutableArray<(int First, int Last)> Runs)> Table() =>
        CodePointTable.Read(typeof(UnicodeScripts).Assembly.GetManifestResourceStream(typeof(UnicodeScripts), File)!);

    /// <summary>Returns the script of a character.</summary>
    /// <param name="character">The character.</param>
    /// <returns>
    /// Unicode's code, for example <c>Hang</c>; <see cref="Common"/> or <see cref="Inherited"/> where the character has no script of its own.
    /// </returns>
    public static string Of(Rune character)
    {
        var runs = Runs.Value;
        var (low, high) = (0, runs.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var (first, last, script) = runs[middle];
            if (character.Value < first)
            {
                high = middle - 1;
            }
            else if (character.Value > last)
            {
                low = middle + 1;
            }
            else
            {
                return script;
            }
        }

        return Unknown;
    }

    /// <summary>Returns the scripts that a writing system is composed of.</summary>
    /// <param name="writing">ISO 15924 code, for example <c>Kore</c>.</param>
    /// <returns>Unicode's codes, for example <c>Hang</c> and <c>Hani</c>; the code itself for most.</returns>
    public static ImmutableArray<string> PartsOf(string writing) => Parts.GetValueOrDefault(writing, [writing]);

    // Every entry except the properties, which all begin with Other_. The only name of Thai is also its code.
    private static bool IsScript(ImmutableArray<string> names) => !names[0].StartsWith("Other_", StringComparison.Ordinal);

    private static string CodeOf(ImmutableArray<string> names) => names.Length > 1 ? names[1] : names[0];
}
