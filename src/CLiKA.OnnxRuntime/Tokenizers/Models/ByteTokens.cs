using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>The tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c> for text that a vocabulary lacks.</summary>
internal static class ByteTokens
{
    /// <summary>Returns the token ids of the UTF-8 bytes of a text, or null where the vocabulary lacks one.</summary>
    public static int[]? Encode(string text, IReadOnlyDictionary<string, int> vocabulary)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var ids = new int[bytes.Length];
        for (var index = 0; index < bytes.Length; index++)
        {
            if (!vocabulary.TryGetValue($"<0x{bytes[index]:X2}>", out ids[index]))
            {
                return null;
            }
        }

        return ids;
    }
}
