namespace CLiKA.Input;

/// <summary>Finds characters that no question or name may contain: line breaks and other control characters, which would break up a prompt.</summary>
public static class ControlCharacters
{
    /// <summary>Describes what is wrong with the characters of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mayHaveLines">Whether line breaks are allowed.</param>
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
