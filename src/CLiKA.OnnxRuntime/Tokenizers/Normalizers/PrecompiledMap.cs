using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Normalizers;

/// <summary>
/// The normalizer <c>Precompiled</c>: SentencePiece's map of character sequences, a double-array trie (Darts) followed by the zero-terminated
/// replacements.
/// </summary>
internal sealed class PrecompiledMap
{
    private const int LongestGrapheme = 5;

    private readonly JsonRecord _normalizer;
    private readonly uint[] _trie;
    private readonly byte[] _replacements;

    private PrecompiledMap(JsonRecord normalizer, uint[] trie, byte[] replacements) =>
        (_normalizer, _trie, _replacements) = (normalizer, trie, replacements);

    public static PrecompiledMap Read(JsonRecord normalizer)
    {
        normalizer.AllowOnly("type", "precompiled_charsmap");
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(normalizer.Text("precompiled_charsmap"));
        }
        catch (FormatException error)
        {
            throw new InvalidInputException(normalizer.File, normalizer.Line, "'precompiled_charsmap' is not Base64.", error);
        }

        var size = bytes.Length < sizeof(uint) ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (size > bytes.Length - sizeof(uint) || size % sizeof(uint) != 0 || size == 0)
        {
            throw normalizer.Error("'precompiled_charsmap' is damaged: it is shorter than its trie.");
        }

        var trie = new uint[size / sizeof(uint)];
        for (var unit = 0; unit < trie.Length; unit++)
        {
            trie[unit] = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan((unit + 1) * sizeof(uint)));
        }

        return new(normalizer, trie, bytes[(sizeof(uint) + (int)size)..]);
    }

    public string Normalize(string text)
    {
        var normalized = new StringBuilder(text.Length);
        var graphemes = StringInfo.GetTextElementEnumerator(text);
        while (graphemes.MoveNext())
        {
            TokenizerJson.RequireBounded(_normalizer, normalized.Length);
            var grapheme = graphemes.GetTextElement();
            if (Encoding.UTF8.GetByteCount(grapheme) <= LongestGrapheme && Replace(grapheme) is { } whole)
            {
                normalized.Append(whole);
                continue;
            }

            foreach (var rune in grapheme.EnumerateRunes())
            {
                normalized.Append(Replace(rune.ToString()) ?? rune.ToString());
            }
        }

        return normalized.ToString();
    }

    // The shortest prefix in the map decides, as in HuggingFace's implementation.
    private string? Replace(string sequence)
    {
        var node = Offset(_trie[0]);
        foreach (var value in Encoding.UTF8.GetBytes(sequence))
        {
            node ^= value;
            if (value == 0 || node >= _trie.Length || (_trie[node] & 0x800000FF) != value)
            {
                return null;
            }

            var isLeaf = ((_trie[node] >> 8) & 1) == 1;
            node ^= Offset(_trie[node]);
            if (isLeaf && node < _trie.Length)
            {
                var start = (int)(_trie[node] & 0x7FFFFFFF);
                var end = start > _replacements.Length ? -1 : Array.IndexOf(_replacements, (byte)0, start);
                return end < 0 ? null : Encoding.UTF8.GetString(_replacements, start, end - start);
            }
        }

        return null;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1 << 9)) >> 6);
}
