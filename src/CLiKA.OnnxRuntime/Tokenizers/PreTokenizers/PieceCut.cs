using System.Text;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.PreTokenizers;

/// <summary>Splits pieces.</summary>
internal static class PieceCut
{
    /// <summary>Reads the <c>behavior</c> of a component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="absent">The default behavior; null where the component has to name one.</param>
    public static SplitBehavior Behavior(JsonRecord component, SplitBehavior? absent = null)
    {
        if (absent is { } known && !component.Has("behavior"))
        {
            return known;
        }

        var behavior = component.Text("behavior");
        return Array.IndexOf(Enum.GetNames<SplitBehavior>(), behavior) is >= 0 and var index
            ? Enum.GetValues<SplitBehavior>()[index]
            : throw TokenizerJson.Unsupported(component, $"{component.Text("type")} with behavior '{behavior}'");
    }

    /// <summary>Splits a piece at the matches of a pattern.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="matches">The matches in order, in UTF-16 units.</param>
    /// <param name="behavior">What to do with the matches.</param>
    /// <param name="invert">Whether the text between matches counts as the match.</param>
    public static IEnumerable<Piece> At(Piece piece, IEnumerable<(int Start, int End)> matches, SplitBehavior behavior, bool invert = false)
    {
        var ranges = Ranges(piece.Text.Length, matches, invert);
        return (behavior switch
        {
            SplitBehavior.Removed => ranges.Where(range => !range.IsMatch),
            SplitBehavior.Isolated => ranges,
            SplitBehavior.Contiguous => Join(ranges, (before, next) => before.IsMatch == next.IsMatch),
            SplitBehavior.MergedWithPrevious => Join(ranges, (before, next) => next.IsMatch && !before.IsMatch),
            _ => Join(ranges, (before, next) => before.IsMatch && !next.IsMatch),
        }).Where(range => range.End > range.Start)
            .Select(range => new Piece(piece.Text[range.Start..range.End], piece.OpensText && range.Start == 0));
    }

    /// <summary>Returns the code points of a text that satisfy a condition, each as a match of its own.</summary>
    public static IEnumerable<(int Start, int End)> Each(string text, Func<Rune, bool> isMatch)
    {
        var start = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var end = start + rune.Utf16SequenceLength;
            if (isMatch(rune))
            {
                yield return (start, end);
            }

            start = end;
        }
    }

    private static IEnumerable<Range> Ranges(int length, IEnumerable<(int Start, int End)> matches, bool invert)
    {
        var end = 0;
        foreach (var match in matches)
        {
            if (match.Start > end)
            {
                yield return new(end, match.Start, invert);
            }

            yield return new(match.Start, match.End, !invert);
            end = match.End;
        }

        if (end < length)
        {
            yield return new(end, length, invert);
        }
    }

    // Joins a range to the one before it where the condition holds for it and the last range joined there.
    private static IEnumerable<Range> Join(IEnumerable<Range> ranges, Func<Range, Range, bool> belongs)
    {
        Range? open = null;
        var last = default(Range);
        foreach (var range in ranges)
        {
            if (open is { } joined && belongs(last, range))
            {
                open = joined with { End = range.End };
            }
            else
            {
                if (open is { } finished)
                {
                    yield return finished;
                }

                open = range;
            }

            last = range;
        }

        if (open is { } rest)
        {
            yield return rest;
        }
    }

    private readonly record struct Range(int Start, int End, bool IsMatch);
}
