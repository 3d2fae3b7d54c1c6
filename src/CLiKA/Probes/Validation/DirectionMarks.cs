using System.Text.RegularExpressions;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>Checks that the invisible directional formatting characters (Unicode Standard Annex 9) are needed and balanced.</summary>
internal static partial class DirectionMarks
{
    private const string Mark = @"\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069";

    /// <summary>Describes what is wrong with the directional formatting characters of a text.</summary>
    /// <param name="language">The text's language.</param>
    /// <param name="text">The text.</param>
    /// <returns>A phrase; null where nothing is wrong.</returns>
    public static string? Complaint(Language language, string text)
    {
        if (!AnyMark().IsMatch(text))
        {
            return null;
        }

        if (language.Direction == TextDirection.LeftToRight)
        {
            return "has a mark of direction, which its language does not need";
        }

        if (!LeftToRightContent().IsMatch(text))
        {
            return "has a mark of direction, but nothing in it runs from left to right";
        }

        var embeddings = text.Count(character => character is >= '\u202A' and <= '\u202E' and not '\u202C');
        var isolates = text.Count(character => character is >= '\u2066' and <= '\u2068');
        return embeddings == text.Count(character => character == '\u202C') && isolates == text.Count(character => character == '\u2069')
            ? null
            : "opens a direction and does not close it";
    }

    [GeneratedRegex($"[{Mark}]")]
    private static partial Regex AnyMark();

    [GeneratedRegex(@"[\p{IsBasicLatin}-[\P{L}]]|\p{Nd}")]
    private static partial Regex LeftToRightContent();
}
