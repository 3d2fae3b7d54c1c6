using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CLiKA.Endpoint.Http;

/// <summary>What a server says of an error, made fit to be shown: short, on one line, without anything that a terminal would obey.</summary>
internal static class ServerWords
{
    private const int MaximumLength = 300;

    /// <summary>The words of a reply.</summary>
    /// <param name="body">The reply: the error object of OpenAI's API, or any text.</param>
    /// <param name="key">The key that must not be shown; null where there is none.</param>
    /// <returns>The words; empty where there are none.</returns>
    public static string Of(string body, ApiKey? key) => Shown(Message(body) ?? body, key);

    /// <summary>A text of the server's.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">The key that must not be shown; null where there is none.</param>
    /// <returns>The text on one line, cut where it is long.</returns>
    public static string Shown(string text, ApiKey? key)
    {
        var shown = new StringBuilder();
        foreach (var rune in (key?.Hide(text) ?? text).EnumerateRunes())
        {
            var isText = Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator);
            if (isText)
            {
                shown.Append(rune);
            }
            else if (shown.Length > 0 && shown[^1] != ' ')
            {
                shown.Append(' ');
            }

            if (shown.Length > MaximumLength)
            {
                return shown.Append('…').ToString();
            }
        }

        return shown.ToString().TrimEnd();
    }

    // {"error": {"message": ...}}, {"error": ...}, {"message": ...} or {"detail": ...}, as servers differ.
    private static string? Message(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var element = document.RootElement;
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("error", out var error))
            {
                element = error;
            }

            return element.ValueKind == JsonValueKind.String ? element.GetString()
                : element.ValueKind == JsonValueKind.Object && (element.TryGetProperty("message", out var message)
                    || element.TryGetProperty("detail", out message)) && message.ValueKind == JsonValueKind.String ? message.GetString()
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
