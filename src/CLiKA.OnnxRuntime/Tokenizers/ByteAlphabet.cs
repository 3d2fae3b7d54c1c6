namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>
/// GPT-2's printable alphabet of the 256 bytes, in which byte-level vocabularies are written: printable bytes stand for
/// themselves, the others for the code points from 256 on.
/// </summary>
public static class ByteAlphabet
{
    /// <summary>The character of each byte.</summary>
    public static IReadOnlyList<char> Characters { get; } = Build();

    private static char[] Build()
    {
        var characters = new char[256];
        var next = 256;
        for (var code = 0; code < 256; code++)
        {
            var printable = code is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[code] = (char)(printable ? code : next++);
        }

        return characters;
    }
}
