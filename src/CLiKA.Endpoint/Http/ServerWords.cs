using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CLiKA.Endpoint.Http;

/// <summary>
/// Makes the error message of a server safe to show: short, on one line, and without control characters that a terminal would interpret.
/// </summary>
internal static class ServerWords
{
    private const int MaximumLength = 300;

    /// <summary>Extracts the error message of a reply.</summary>
    /// <param name="body">The body of the reply: the error object of OpenAI's API, or any text.</param>
    /// <param name="key">The key to hide; null where there is none.</param>
    /// <returns>The message; empty where there is none.</returns>
    public static string Of(string body, ApiKey? key) => Shown(Message(body) ?? body, key);

    /// <summary>Makes text from the server safe to show.</summary>
    /// <param name="text">The text.</param>
    /// <param name="key">The key to hide; null where there is none.</param>
    /// <returns>The text on one line, truncated where it is long.</returns>
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

    // {"error": {"message": ...}}, {"error": ...}, {"message": ...} or {"detail": ...}, depending on the server.
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
