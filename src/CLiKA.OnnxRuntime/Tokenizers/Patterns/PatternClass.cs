using System.Globalization;
using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>Of which code points a place in a pattern takes one.</summary>
/// <param name="Set">The code points.</param>
/// <param name="Native">
/// What .NET writes into brackets for those of the basic plane; null where it has no words for them. No half of a surrogate pair is in it.
/// </param>
/// <param name="IsNegated">Whether <paramref name="Native"/> names what is not in the set.</param>
internal sealed record PatternClass(CodePointSet Set, string? Native, bool IsNegated = false)
{
    private const string Nothing = @"[^\0-\uFFFF]";

    private static readonly CodePointSet BasicPlane = CodePointSet.Range(0, 0xD7FF).Union(CodePointSet.Range(0xE000, 0xFFFF));

    /// <summary>The code point, where the pattern wrote just this one.</summary>
    public int? CodePoint { get; private init; }

    /// <summary>One code point.</summary>
    public static PatternClass Single(int codePoint) => Range(codePoint, codePoint) with { CodePoint = codePoint };

    /// <summary>The code points from the first to the last.</summary>
    public static PatternClass Range(int first, int last)
    {
        var set = CodePointSet.Range(first, last);
        var isBasic = last < 0x10000 && (last < 0xD800 || first > 0xDFFF);
        return new(set, isBasic ? Text(set) : null);
    }

    /// <summary>All others.</summary>
    public PatternClass Negated() => new(Set.Complement(), Native, !IsNegated);

    /// <summary>The class for texts without surrogates.</summary>
    public string Write() => Write(string.Empty, string.Empty);

    /// <summary>The class for texts in which others stand for what lies beyond the basic plane.</summary>
    public string Write(StandIns standIns) => Write(Text(standIns.For(Set)), Text(standIns.For(Set.Complement())));

    private string Write(string inside, string outside)
    {
        if (Native is not null)
        {
            return IsNegated ? $"[^{Native}{outside}]" : $"[{Native}{inside}]";
        }

        var text = Text(Set.Intersect(BasicPlane)) + inside;
        return text.Length == 0 ? Nothing : $"[{text}]";
    }

    private static string Text(CodePointSet set)
    {
        var text = new StringBuilder();
        foreach (var (first, last) in set.Runs)
        {
            text.Append(CultureInfo.InvariantCulture, $@"\u{first:X4}");
            if (last > first)
            {
                text.Append(CultureInfo.InvariantCulture, $@"-\u{last:X4}");
            }
        }

        return text.ToString();
    }
}
