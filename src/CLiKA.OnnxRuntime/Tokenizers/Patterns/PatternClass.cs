using System.Globalization;
using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>A character class of a pattern.</summary>
/// <param name="Set">The code points.</param>
/// <param name="Native">
/// .NET's notation inside brackets for the code points of the basic multilingual plane, without surrogates; null where there is none.
/// </param>
/// <param name="IsNegated">Whether <paramref name="Native"/> is the notation of the complement.</param>
internal sealed record PatternClass(CodePointSet Set, string? Native, bool IsNegated = false)
{
    private const string Nothing = @"[^\0-\uFFFF]";

    private static readonly CodePointSet BasicPlane = CodePointSet.Range(0, 0xD7FF).Union(CodePointSet.Range(0xE000, 0xFFFF));

    /// <summary>The code point, if the pattern wrote a single one.</summary>
    public int? CodePoint { get; private init; }

    /// <summary>Returns the class of one code point.</summary>
    public static PatternClass Single(int codePoint) => Range(codePoint, codePoint) with { CodePoint = codePoint };

    /// <summary>Returns the class of the code points from the first to the last.</summary>
    public static PatternClass Range(int first, int last)
    {
        var set = CodePointSet.Range(first, last);
        var isBasic = last < 0x10000 && (last < 0xD800 || first > 0xDFFF);
        return new(set, isBasic ? Text(set) : null);
    }

    /// <summary>Returns the complement.</summary>
    public PatternClass Negated() => new(Set.Complement(), Native, !IsNegated);

    /// <summary>Returns the class in .NET's notation, for texts without surrogates.</summary>
    public string Write() => Write(string.Empty, string.Empty);

    /// <summary>Returns the class in .NET's notation, for texts in which stand-ins replace code points beyond the basic multilingual plane.</summary>
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
