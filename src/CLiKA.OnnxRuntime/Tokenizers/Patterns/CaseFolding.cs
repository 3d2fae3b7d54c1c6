namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>
/// What a pattern takes where it ignores case: for ASCII what Oniguruma takes. Beyond ASCII its foldings are other than .NET's, and some
/// have two letters; they are refused.
/// </summary>
internal static class CaseFolding
{
    // Two letters that Oniguruma also finds in one: ß, ﬀ, ﬁ, ﬂ, ﬆ.
    private static readonly string[] Ligatures = ["ss", "ff", "fi", "fl", "st"];

    private static readonly Lazy<CodePointSet> Cased = new(() => CodePointSet.Range(0x80, 0x10FFFF).Intersect(
        ((string[])["L", "M", "Nl", "So"]).Aggregate(CodePointSet.Empty, (all, name) => all.Union(UnicodeProperties.Find(name)!))));

    /// <summary>The class with the other cases of its letters.</summary>
    /// <exception cref="NotSupportedException">It has letters beyond ASCII.</exception>
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

    /// <summary>Refuses two letters that one letter can be.</summary>
    /// <exception cref="NotSupportedException">They are such letters.</exception>
    public static void Check(int first, int second)
    {
        if (first < 128 && second < 128 && Ligatures.Contains($"{(char)first}{(char)second}".ToLowerInvariant()))
        {
            throw new NotSupportedException($"{(char)first}{(char)second} where case is ignored");
        }
    }
}
