using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>
/// What stands for code points beyond the basic plane, so that each is one character as it is for Oniguruma: all that no class of a pattern
/// tells apart have one half of a surrogate pair, which nothing else in a text can be.
/// </summary>
internal sealed class StandIns
{
    private const int Beyond = 0x10000;
    private const int First = 0xD800;
    private const int Most = 0x800;

    // Stretches of code points between which no class begins or ends, and the stand-in of each.
    private readonly int[] _starts;
    private readonly char[] _standIns;

    /// <summary>Gives out stand-ins.</summary>
    /// <param name="sets">What a pattern tells apart.</param>
    /// <exception cref="NotSupportedException">It tells more apart than there are stand-ins.</exception>
    public StandIns(IReadOnlyCollection<CodePointSet> sets)
    {
        _starts = [.. sets.SelectMany(set => set.Edges).Where(edge => edge is > Beyond and <= 0x10FFFF).Append(Beyond).Distinct().Order()];
        var groups = new Dictionary<string, char>(StringComparer.Ordinal);
        _standIns = Array.ConvertAll(_starts, start =>
        {
            var group = string.Concat(sets.Select(set => set.Contains(start) ? '1' : '0'));
            if (!groups.TryGetValue(group, out var standIn))
            {
                groups[group] = standIn = groups.Count < Most
                    ? (char)(First + groups.Count)
                    : throw new NotSupportedException("more classes beyond U+FFFF than can be told apart");
            }

            return standIn;
        });
    }

    /// <summary>The stand-ins of a set's code points.</summary>
    public CodePointSet For(CodePointSet set) =>
        CodePointSet.Of([.. _starts.Zip(_standIns).Where(pair => set.Contains(pair.First)).Select(pair => (int)pair.Second).Distinct()]);

    /// <summary>The text with one character for each code point, and the place in the text of each and of the end.</summary>
    public (string Text, List<int> Offsets) Shadow(string text)
    {
        var shadow = new StringBuilder(text.Length);
        var offsets = new List<int>(text.Length + 1);
        var offset = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            shadow.Append(rune.IsBmp ? (char)rune.Value : this[rune.Value]);
            offsets.Add(offset);
            offset += rune.Utf16SequenceLength;
        }

        offsets.Add(offset);
        return (shadow.ToString(), offsets);
    }

    private char this[int codePoint]
    {
        get
        {
            var at = Array.BinarySearch(_starts, codePoint);
            return _standIns[at >= 0 ? at : ~at - 1];
        }
    }
}
