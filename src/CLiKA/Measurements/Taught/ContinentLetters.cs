using System.Collections.Immutable;

namespace CLiKA.Measurements.Taught;

/// <summary>The text format of answers, one character each: a letter or digit for a continent, a hyphen for an answer that names none.</summary>
internal static class ContinentLetters
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const char None = '-';
    private const char Yes = '1';
    private const char No = '0';

    /// <summary>The largest number of continents that a world may have.</summary>
    public const int Most = 62;

    public static string Write(IEnumerable<int?> continents) =>
        string.Concat(continents.Select(continent => continent is { } index ? Letters[index] : None));

    public static string Write(IEnumerable<bool> marks) => string.Concat(marks.Select(mark => mark ? Yes : No));

    /// <exception cref="FormatException">A character does not stand for one of the continents.</exception>
    public static ImmutableArray<int?> Read(string letters, int continents) => [.. letters.Select(letter =>
        letter == None ? (int?)null
        : Letters.IndexOf(letter) is >= 0 and var index && index < continents ? index
        : throw new FormatException($"'{letter}' is none of {continents} continents; expected {Letters[0]} to {Letters[continents - 1]}, or {None}."))];

    /// <exception cref="FormatException">A character is neither 0 nor 1.</exception>
    public static ImmutableArray<bool> ReadMarks(string marks) => [.. marks.Select(mark => mark switch
    {
        Yes => true,
        No => false,
        _ => throw new FormatException($"'{mark}' is neither {No} nor {Yes}."),
    })];
}
