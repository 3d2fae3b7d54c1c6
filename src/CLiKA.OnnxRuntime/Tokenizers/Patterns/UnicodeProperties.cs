using System.Globalization;
using CLiKA.Languages;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>The Unicode properties that a pattern may name: general categories, scripts and POSIX classes.</summary>
internal static class UnicodeProperties
{
    // General_Category: short name, .NET's value and long name, from PropertyValueAliases.txt.
    private static readonly (string Short, UnicodeCategory Value, string Long)[] Categories =
    [
        ("Lu", UnicodeCategory.UppercaseLetter, "UppercaseLetter"),
        ("Ll", UnicodeCategory.LowercaseLetter, "LowercaseLetter"),
        ("Lt", UnicodeCategory.TitlecaseLetter, "TitlecaseLetter"),
        ("Lm", UnicodeCategory.ModifierLetter, "ModifierLetter"),
        ("Lo", UnicodeCategory.OtherLetter, "OtherLetter"),
        ("Mn", UnicodeCategory.NonSpacingMark, "NonspacingMark"),
        ("Mc", UnicodeCategory.SpacingCombiningMark, "SpacingMark"),
        ("Me", UnicodeCategory.EnclosingMark, "EnclosingMark"),
        ("Nd", UnicodeCategory.DecimalDigitNumber, "DecimalNumber"),
        ("Nl", UnicodeCategory.LetterNumber, "LetterNumber"),
        ("No", UnicodeCategory.OtherNumber, "OtherNumber"),
        ("Pc", UnicodeCategory.ConnectorPunctuation, "ConnectorPunctuation"),
        ("Pd", UnicodeCategory.DashPunctuation, "DashPunctuation"),
        ("Ps", UnicodeCategory.OpenPunctuation, "OpenPunctuation"),
        ("Pe", UnicodeCategory.ClosePunctuation, "ClosePunctuation"),
        ("Pi", UnicodeCategory.InitialQuotePunctuation, "InitialPunctuation"),
        ("Pf", UnicodeCategory.FinalQuotePunctuation, "FinalPunctuation"),
        ("Po", UnicodeCategory.OtherPunctuation, "OtherPunctuation"),
        ("Sm", UnicodeCategory.MathSymbol, "MathSymbol"),
        ("Sc", UnicodeCategory.CurrencySymbol, "CurrencySymbol"),
        ("Sk", UnicodeCategory.ModifierSymbol, "ModifierSymbol"),
        ("So", UnicodeCategory.OtherSymbol, "OtherSymbol"),
        ("Zs", UnicodeCategory.SpaceSeparator, "SpaceSeparator"),
        ("Zl", UnicodeCategory.LineSeparator, "LineSeparator"),
        ("Zp", UnicodeCategory.ParagraphSeparator, "ParagraphSeparator"),
        ("Cc", UnicodeCategory.Control, "Control"),
        ("Cf", UnicodeCategory.Format, "Format"),
        ("Co", UnicodeCategory.PrivateUse, "PrivateUse"),
        ("Cn", UnicodeCategory.OtherNotAssigned, "Unassigned"),
    ];

    // One letter names all categories that begin with it.
    private static readonly (string Short, string Long)[] Groups =
    [
        ("L", "Letter"), ("M", "Mark"), ("N", "Number"), ("P", "Punctuation"), ("S", "Symbol"), ("Z", "Separator"),
    ];

    private static readonly Lazy<Dictionary<string, CodePointSet>> Sets = new(Read);

    /// <summary>White space: <c>\s</c> in Oniguruma and in .NET.</summary>
    public static CodePointSet Space => Find("space")!;

    /// <summary>Decimal digits: <c>\d</c> in Oniguruma and in .NET.</summary>
    public static CodePointSet Digit => Find("Nd")!;

    /// <summary>Word characters: <c>\w</c> in Oniguruma. .NET's lacks letter numbers and circled letters.</summary>
    public static CodePointSet Word => Find("word")!;

    /// <summary>Finds the set of a property name, ignoring case, spaces, hyphens and underscores; null where there is none.</summary>
    public static CodePointSet? Find(string name) => Sets.Value.GetValueOrDefault(Plain(name));

    /// <summary>Finds the set of a name in a POSIX bracket; null where there is none.</summary>
    public static CodePointSet? FindPosix(string name) => name switch
    {
        "alpha" or "lower" or "upper" or "space" or "word" => Find(name),
        "alnum" => Find("Alpha")!.Union(Digit),
        "ascii" => CodePointSet.Range(0, 0x7F),
        "blank" => Find("Zs")!.Union(CodePointSet.Of('\t')),
        "cntrl" => Find("Cc"),
        "digit" => Digit,
        "punct" => Find("P")!.Union(Find("S")!),
        "xdigit" => CodePointSet.Range('0', '9').Union(CodePointSet.Range('A', 'F')).Union(CodePointSet.Range('a', 'f')),
        _ => null,
    };

    /// <summary>Returns whether .NET has a general category of exactly this name that contains no surrogates.</summary>
    public static bool IsNative(string name) =>
        Array.Exists(Categories, category => category.Short == name) || Array.Exists(Groups, group => group.Short == name);

    private static string Plain(string name) =>
        string.Concat(name.Where(letter => letter is not (' ' or '-' or '_'))).ToLowerInvariant();

    private static Dictionary<string, CodePointSet> Read()
    {
        var sets = new Dictionary<string, CodePointSet>(StringComparer.Ordinal);
        void Add(CodePointSet set, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                sets[Plain(name)] = set;
            }
        }

        CodePointSet Union(params ReadOnlySpan<string> names)
        {
            var all = CodePointSet.Empty;
            foreach (var name in names)
            {
                all = all.Union(sets[Plain(name)]);
            }

            return all;
        }

        var runs = RunsOfCategories();
        foreach (var (name, value, longName) in Categories)
        {
            Add(CodePointSet.OfRuns(runs[(int)value]), name, longName);
        }

        foreach (var (name, longName) in Groups)
        {
            Add(Union([.. Categories.Select(category => category.Short).Where(category => category[..1] == name)]), name, longName);
        }

        foreach (var (names, points) in UnicodeScripts.Table())
        {
            Add(CodePointSet.OfRuns(points), [.. names]);
        }

        // Cs is left out: text has no surrogate code points.
        Add(Union("Cc", "Cf", "Co", "Cn"), "C", "Other");
        Add(sets["p"], "Punct");
        Add(Union("Z").Union(CodePointSet.Range('\t', '\r')).Union(CodePointSet.Of('\u0085')), "space", "White_Space");
        Add(Union("L", "Nl", "Other_Alphabetic"), "Alpha", "Alphabetic");
        Add(Union("Ll", "Other_Lowercase"), "Lower", "Lowercase");
        Add(Union("Lu", "Other_Uppercase"), "Upper", "Uppercase");

        Add(Union("Alpha", "M", "Nd", "Pc"), "word");
        return sets;
    }

    private static List<(int First, int Last)>[] RunsOfCategories()
    {
        var runs = Enumerable.Range(0, (int)UnicodeCategory.OtherNotAssigned + 1)
            .Select(_ => new List<(int First, int Last)>()).ToArray();
        for (var codePoint = 0; codePoint <= 0x10FFFF; codePoint++)
        {
            var ofOne = runs[(int)CharUnicodeInfo.GetUnicodeCategory(codePoint)];
            if (ofOne is [.., var last] && last.Last == codePoint - 1)
            {
                ofOne[^1] = (last.First, codePoint);
            }
            else
            {
                ofOne.Add((codePoint, codePoint));
            }
        }

        return runs;
    }
}
