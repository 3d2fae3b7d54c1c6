using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>
/// GPT-2's printable alphabet of the 256 bytes, in which byte-level vocabularies are written: printable bytes map to themselves, the others to
/// code points from 256 on.
/// </summary>
public static class ByteAlphabet
{
    private static readonly char[] OfBytes = Build();
    private static readonly Dictionary<char, byte> Bytes = OfBytes.Index().ToDictionary(pair => pair.Item, pair => (byte)pair.Index);

    /// <summary>The character of each byte.</summary>
    public static IReadOnlyList<char> Characters => OfBytes;

    /// <summary>Encodes the UTF-8 bytes of a text in the alphabet.</summary>
    /// <param name="text">The text.</param>
    /// <returns>One character per byte.</returns>
    public static string Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return string.Create(bytes.Length, bytes, static (characters, bytes) =>
        {
            for (var index = 0; index < bytes.Length; index++)
            {
                characters[index] = OfBytes[bytes[index]];
            }
        });
    }

    /// <summary>Decodes a token to the bytes that it stands for.</summary>
    /// <param name="token">The token; one with characters outside the alphabet stands for its own text.</param>
    /// <returns>The bytes, which may begin or end within a character.</returns>
    public static byte[] Read(string token)
    {
        var bytes = new byte[token.Length];
        for (var index = 0; index < token.Length; index++)
        {
            if (!Bytes.TryGetValue(token[index], out bytes[index]))
            {
                return Encoding.UTF8.GetBytes(token);
            }
        }

        return bytes;
    }

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
