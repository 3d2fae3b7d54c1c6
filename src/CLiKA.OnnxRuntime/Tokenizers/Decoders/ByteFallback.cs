using System.Globalization;

namespace CLiKA.OnnxRuntime.Tokenizers.Decoders;

/// <summary>The decoder <c>ByteFallback</c>: decodes runs of the tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c> as UTF-8.</summary>
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

        // Of a run that is not valid UTF-8, every byte becomes U+FFFD.
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
