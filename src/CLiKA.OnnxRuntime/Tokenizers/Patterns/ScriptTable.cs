using System.Globalization;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>Reads the table that is made of Unicode's: which code points each script has, and some that .NET does not tell of.</summary>
internal static class ScriptTable
{
    private const string File = "unicode-scripts.txt";

    /// <summary>Names of a property, and its code points.</summary>
    public static IEnumerable<(string[] Names, CodePointSet Set)> Read()
    {
        using var stream = typeof(ScriptTable).Assembly.GetManifestResourceStream(typeof(ScriptTable), File)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(": ") is [var names, var runs] && !line.StartsWith('#'))
            {
                yield return (names.Split(' '), CodePointSet.OfRuns(runs.Split(' ').Select(Run)));
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
