using System.Globalization;
using System.Text.RegularExpressions;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>A quantifier, translated to .NET syntax.</summary>
/// <param name="Opening">Text to insert before the quantified part.</param>
/// <param name="Closing">Text to append to it.</param>
internal readonly partial record struct PatternQuantifier(string Opening, string Closing)
{
    public static bool IsAt(PatternCursor cursor) =>
        cursor.Rest is ['*' or '+' or '?', ..] || (cursor.IsAt("{") && Interval().IsMatch(cursor.Rest));

    /// <summary>Reads the quantifier at the cursor.</summary>
    /// <exception cref="NotSupportedException">The quantifier is not supported; the message quotes it.</exception>
    public static PatternQuantifier Read(PatternCursor cursor)
    {
        var read = Array.Find(["*", "+", "?"], cursor.Skip) is { } sign ? OfSign(sign, cursor) : OfInterval(cursor);
        return IsAt(cursor) ? throw new NotSupportedException("a quantifier after a quantifier") : read;
    }

    // At least one number is required; otherwise the brace is a literal.
    [GeneratedRegex(@"^\{(?=,?[0-9])(?<least>[0-9]{0,5})(?<comma>,(?<most>[0-9]{0,5}))?\}")]
    private static partial Regex Interval();

    private static PatternQuantifier OfSign(string sign, PatternCursor cursor) =>
        cursor.Skip("?") ? new(string.Empty, sign + "?")
        : cursor.Skip("+") ? new("(?>", sign + ")")
        : new(string.Empty, sign);

    // In Oniguruma, a + after an interval, or a ? after an exact count, is a second quantifier; in .NET, ? makes the first one lazy.
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
