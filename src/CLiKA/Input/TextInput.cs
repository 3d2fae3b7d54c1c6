using System.Text;

namespace CLiKA.Input;

/// <summary>Reads text files as strict UTF-8.</summary>
public static class TextInput
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The text, without a byte-order mark.</returns>
    /// <exception cref="InvalidInputException">The file is missing, cannot be read, or is not UTF-8.</exception>
    public static string ReadAllText(string path)
    {
        var bytes = BinaryInput.ReadAll(path);
        try
        {
            var text = Strict.GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException error)
        {
            var line = 1 + bytes.AsSpan(0, Math.Max(0, FirstInvalid(bytes))).Count((byte)'\n');
            throw new InvalidInputException(path, line, "has a byte that is not UTF-8; save the file as UTF-8.", error);
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var valid = 0;
        while (valid < bytes.Length && Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            valid += length;
        }

        return valid;
    }
}
