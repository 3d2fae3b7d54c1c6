using System.Text.RegularExpressions;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>Checks that quotation marks and brackets are balanced.</summary>
internal static partial class Quotes
{
    // Where a mark opens in one language and closes in another (“ closes German „), it is accepted as either.
    private static readonly Dictionary<char, string> ClosersOf = new()
    {
        ['„'] = "“”",
        ['“'] = "”",
        ['«'] = "»",
        ['「'] = "」",
        ['『'] = "』",
        ['《'] = "》",
        ['('] = ")",
        ['（'] = "）",
        ['['] = "]",
    };

    // Opening marks that only close in other languages: ”…” and ”…“ as given by the CLDR (48.2) for these languages, and guillemets as printed there,
    // pointing inwards or Nordic.
    private static readonly (char Opener, char Closer, string[] Languages)[] Turned =
    [
        ('”', '”', ["fi", "he", "lag", "rn", "se", "sn", "sv", "yi"]),
        ('”', '“', ["ar", "lld"]),
        ('»', '»', ["fi", "se", "sv"]),
        ('»', '«', ["bs", "cs", "da", "de", "hr", "hu", "pl", "sk", "sl", "sr", "sv", "szl", "ug"]),
    ];

    /// <summary>Describes what is wrong with the quotation marks of a text.</summary>
    /// <param name="language">The text's language.</param>
    /// <param name="text">The text.</param>
    /// <returns>A phrase; null where nothing is wrong.</returns>
    public static string? Complaint(Language language, string text)
    {
        var name = language.Code.Split('-')[0];
        var turned = Turned.Where(pair => pair.Languages.Contains(name)).ToLookup(pair => pair.Opener, pair => pair.Closer);
        bool Opens(char mark) => ClosersOf.ContainsKey(mark) || turned.Contains(mark);
        bool Closes(char mark, char opener) => turned[opener].Contains(mark) || (ClosersOf.TryGetValue(opener, out var closers) && closers.Contains(mark));

        var open = new Stack<char>();
        foreach (var mark in text)
        {
            if (open.Count > 0 && Closes(mark, open.Peek()))
            {
                open.Pop();
            }
            else if (Opens(mark))
            {
                open.Push(mark);
            }
            else if (ClosersOf.Values.Any(closers => closers.Contains(mark)))
            {
                return $"closes '{mark}', which nothing opened";
            }
        }

        if (open.Count > 0)
        {
            return $"opens '{open.Peek()}' and does not close it";
        }

        return StraightQuote().Count(text) % 2 == 0 ? null : "has an odd number of straight quotation marks";
    }

    // Between two letters it is a Hebrew gershayim or an inch sign rather than a quotation mark.
    [GeneratedRegex("""(?<!\p{L})"|"(?!\p{L})""")]
    private static partial Regex StraightQuote();
}
