using System.Text;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>
/// Maps code points beyond the basic multilingual plane to stand-ins of one UTF-16 unit, so that each is one character as in Oniguruma: code
/// points that no class of a pattern distinguishes share an unpaired surrogate, which occurs nowhere else in a text.
/// </summary>
internal sealed class StandIns
{
    private const int Beyond = 0x10000;
    private const int First = 0xD800;
    private const int Capacity = 0x800;

    // Starts of the ranges within which no class has a boundary, and the stand-in of each range.
    private readonly int[] _starts;
    private readonly char[] _standIns;

    /// <summary>Assigns the stand-ins.</summary>
    /// <param name="sets">The classes of the pattern.</param>
    /// <exception cref="NotSupportedException">The classes distinguish more groups of code points than there are stand-ins.</exception>
    public StandIns(IReadOnlyCollection<CodePointSet> sets)
    {
        _starts = [.. sets.SelectMany(set => set.Edges).Where(edge => edge is > Beyond and <= 0x10FFFF).Append(Beyond).Distinct().Order()];
        var groups = new Dictionary<string, char>(StringComparer.Ordinal);
        _standIns = Array.ConvertAll(_starts, start =>
        {
            var group = string.Concat(sets.Select(set => set.Contains(start) ? '1' : '0'));
            if (!groups.TryGetValue(group, out var standIn))
            {
                groups[group] = standIn = groups.Count < Capacity
                    ? (char)(First + groups.Count)
                    : throw new NotSupportedException($"more than {Capacity} groups of characters beyond U+FFFF");
            }

            return standIn;
        });
    }

    /// <summary>Returns the stand-ins of the code points in a set.</summary>
    public CodePointSet For(CodePointSet set) =>
        CodePointSet.Of([.. _starts.Zip(_standIns).Where(pair => set.Contains(pair.First)).Select(pair => (int)pair.Second).Distinct()]);

    /// <summary>Returns the text with one character per code point, and the UTF-16 offset in the original of each character and of the end.</summary>
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
