using System.Text.RegularExpressions;

namespace CLiKA.Probes.Validation;

/// <summary>Whether every quotation mark and bracket of a text is closed.</summary>
internal static partial class Quotes
{
    // Where one mark opens in one language and closes in another (“ closes German „), it may do either.
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

    /// <summary>What is wrong with the quotation marks of a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>A phrase; null where nothing is wrong.</returns>
    public static string? Complaint(string text)
    {
        var open = new Stack<char>();
        foreach (var mark in text)
        {
            if (open.Count > 0 && ClosersOf[open.Peek()].Contains(mark))
            {
                open.Pop();
            }
            else if (ClosersOf.ContainsKey(mark))
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

    // Between two letters it is Hebrew's gershayim, or an inch: no quotation mark.
    [GeneratedRegex("""(?<!\p{L})"|"(?!\p{L})""")]
    private static partial Regex StraightQuote();
}
