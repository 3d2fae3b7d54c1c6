namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>
/// Expands character classes of case-insensitive patterns. For ASCII the result matches Oniguruma's; beyond ASCII its foldings differ from
/// .NET's, and some map to two letters: such patterns are rejected.
/// </summary>
internal static class CaseFolding
{
    // Pairs of letters that Oniguruma also matches with a single one: ß, ﬀ, ﬁ, ﬂ, ﬆ.
    private static readonly string[] Ligatures = ["ss", "ff", "fi", "fl", "st"];

    private static readonly Lazy<CodePointSet> Cased = new(() => CodePointSet.Range(0x80, 0x10FFFF).Intersect(
        ((string[])["L", "M", "Nl", "So"]).Aggregate(CodePointSet.Empty, (all, name) => all.Union(UnicodeProperties.Find(name)!))));

    /// <summary>Returns the class with both cases of its letters.</summary>
    /// <exception cref="NotSupportedException">The class has letters beyond ASCII.</exception>
    public static PatternClass Of(PatternClass given)
    {
        var set = given.Set;
        if (set.Intersect(Cased.Value).Edges.Any())
        {
            throw new NotSupportedException("letters beyond ASCII where case is ignored");
        }

        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            if (given.Set.Contains(letter) || given.Set.Contains(char.ToUpperInvariant(letter)))
            {
                set = set.Union(CodePointSet.Of(letter, char.ToUpperInvariant(letter)));
                set = letter == 's' ? set.Union(CodePointSet.Of(0x17F)) : letter == 'k' ? set.Union(CodePointSet.Of(0x212A)) : set;
            }
        }

        return set == given.Set ? given : new(set, null);
    }

    /// <summary>Rejects a pair of letters that a single letter can match.</summary>
    /// <exception cref="NotSupportedException">A single letter can match the pair.</exception>
    public static void Check(int first, int second)
    {
        if (first < 128 && second < 128 && Ligatures.Contains($"{(char)first}{(char)second}".ToLowerInvariant()))
        {
            throw new NotSupportedException($"{(char)first}{(char)second} where case is ignored");
        }
    }
}
