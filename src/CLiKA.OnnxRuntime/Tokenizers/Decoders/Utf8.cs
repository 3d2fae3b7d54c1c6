using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers.Decoders;

/// <summary>Decodes bytes of a model as UTF-8.</summary>
internal static class Utf8
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns the text; each maximal incomplete character becomes U+FFFD.</summary>
    public static string Decode(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>Returns the text, or null where the bytes are not valid UTF-8.</summary>
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
