namespace CLiKA.Input;

/// <summary>Finds what no question or name has: line breaks and other control characters, which would tear a prompt apart.</summary>
public static class ControlCharacters
{
    /// <summary>What is wrong with the characters of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mayHaveLines">Whether it may be of several lines.</param>
    /// <returns>A phrase; null where nothing is wrong.</returns>
    public static string? Complaint(string text, bool mayHaveLines = false) => text
        .Where(character => !mayHaveLines || character is not ('\r' or '\n'))
        .Select(character => character switch
        {
            '\r' or '\n' or '\u0085' or '\u2028' or '\u2029' => "has a line break; expected one line",
            _ when char.IsControl(character) => $"has the control character U+{(int)character:X4}",
            _ => null,
        })
        .FirstOrDefault(complaint => complaint is not null);
}
