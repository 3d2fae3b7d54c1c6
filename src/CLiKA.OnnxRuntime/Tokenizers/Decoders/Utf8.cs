using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers.Decoders;

/// <summary>Bytes of a model as text.</summary>
internal static class Utf8
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text; each longest beginning of a character that is not whole becomes U+FFFD.</summary>
    public static string Decode(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>The text, or null where the bytes are not all whole characters.</summary>
    public static string? DecodeWhole(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
