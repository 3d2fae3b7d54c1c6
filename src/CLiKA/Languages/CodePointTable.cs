using System.Collections.Immutable;
using System.Globalization;

namespace CLiKA.Languages;

/// <summary>Reads tables of code points, whose lines are <c>NAMES: FIRST-LAST SINGLE ...</c> in hexadecimal, or comments after <c>#</c>.</summary>
public static class CodePointTable
{
    /// <summary>Reads a table.</summary>
    /// <param name="stream">The stream with the table.</param>
    /// <returns>The names of each line, and the first and last code point of its ranges, ascending.</returns>
    public static IEnumerable<(ImmutableArray<string> Names, ImmutableArray<(int First, int Last)> Runs)> Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(": ") is [var names, var runs] && !line.StartsWith('#'))
            {
                yield return ([.. names.Split(' ')], [.. runs.Split(' ').Select(Run)]);
            }
        }
    }

    private static (int First, int Last) Run(string text)
    {
        var ends = text.Split('-');
        return (CodePoint(ends[0]), CodePoint(ends[^1]));
    }

    private static int CodePoint(string text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
