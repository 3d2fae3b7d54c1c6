using System.Globalization;
using System.Text.RegularExpressions;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>How often something is repeated.</summary>
/// <param name="Opening">What .NET is to be told before it.</param>
/// <param name="Closing">What .NET is to be told behind it.</param>
internal readonly partial record struct PatternQuantifier(string Opening, string Closing)
{
    public static bool IsAt(PatternCursor cursor) =>
        cursor.Rest is ['*' or '+' or '?', ..] || (cursor.IsAt("{") && Interval().IsMatch(cursor.Rest));

    /// <summary>Reads the quantifier at which the expression is.</summary>
    /// <exception cref="NotSupportedException">It is not read; the message quotes it.</exception>
    public static PatternQuantifier Read(PatternCursor cursor)
    {
        var read = Array.Find(["*", "+", "?"], cursor.Skip) is { } sign ? OfSign(sign, cursor) : OfInterval(cursor);
        return IsAt(cursor) ? throw new NotSupportedException("a quantifier of a quantifier") : read;
    }

    // At least one number is there; otherwise the bracket is a character.
    [GeneratedRegex(@"^\{(?=,?[0-9])(?<least>[0-9]{0,5})(?<comma>,(?<most>[0-9]{0,5}))?\}")]
    private static partial Regex Interval();

    private static PatternQuantifier OfSign(string sign, PatternCursor cursor) =>
        cursor.Skip("?") ? new(string.Empty, sign + "?")
        : cursor.Skip("+") ? new("(?>", sign + ")")
        : new(string.Empty, sign);

    // Behind an interval, + repeats it once more, and so does ? behind an exact number: neither is the sign that it is to .NET.
    private static PatternQuantifier OfInterval(PatternCursor cursor)
    {
        var interval = Interval().Match(cursor.Rest.ToString());
        cursor.Skip(interval.Length);
        var (least, most) = (interval.Groups["least"].Value, interval.Groups["most"].Value);
        var isExact = !interval.Groups["comma"].Success;
        if (least.Length > 0 && most.Length > 0
            && int.Parse(least, CultureInfo.InvariantCulture) > int.Parse(most, CultureInfo.InvariantCulture))
        {
            throw new NotSupportedException(interval.Value);
        }

        var written = isExact ? interval.Value : $"{{{(least.Length > 0 ? least : "0")},{most}}}";
        return cursor.Skip("+") ? new("(?:", written + ")+")
            : !cursor.Skip("?") ? new(string.Empty, written)
            : isExact ? new("(?:", written + ")?")
            : new(string.Empty, written + "?");
    }
}
