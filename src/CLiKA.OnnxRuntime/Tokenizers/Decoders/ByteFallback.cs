using System.Globalization;

namespace CLiKA.OnnxRuntime.Tokenizers.Decoders;

/// <summary>The decoder <c>ByteFallback</c>: runs of <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c> become their bytes' text.</summary>
internal static class ByteFallback
{
    public static IReadOnlyList<string> Decode(IReadOnlyList<string> tokens)
    {
        var decoded = new List<string>(tokens.Count);
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            if (ByteOf(token) is { } value)
            {
                bytes.Add(value);
                continue;
            }

            Flush();
            decoded.Add(token);
        }

        Flush();
        return decoded;

        // Bytes that are no text become one U+FFFD each.
        void Flush()
        {
            if (bytes.Count > 0)
            {
                decoded.AddRange(Utf8.DecodeWhole([.. bytes]) is { } text ? [text] : Enumerable.Repeat("\uFFFD", bytes.Count));
                bytes.Clear();
            }
        }
    }

    private static byte? ByteOf(string token) =>
        token is ['<', '0', 'x', _, _, '>']
        && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
}
