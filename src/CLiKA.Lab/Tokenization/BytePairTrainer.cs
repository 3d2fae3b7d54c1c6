using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using CLiKA.OnnxRuntime.Tokenizers;

namespace CLiKA.Lab.Tokenization;

/// <summary>Trains a byte-level byte-pair encoding (Sennrich et al., 2016; bytes as in GPT-2). The same texts give the same merges.</summary>
public static class BytePairTrainer
{
    /// <summary>
    /// The pre-tokenizer pattern, whose matches no merge crosses: words with the space before them; numbers; punctuation; and, unless a space or
    /// another letter precedes them, runs of kana and of Han, so that a name can be a token in languages written without spaces. It means the
    /// same to .NET and to Oniguruma.
    /// </summary>
    public const string Pattern =
        @"[\u3040-\u30FF]+|[\u4E00-\u9FFF]+| ?[\p{L}\p{M}]+| ?\p{N}+| ?[^\s\p{L}\p{M}\p{N}]+|\s+";

    private const int MaximumBytesPerCharacter = 4;

    /// <summary>Trains the merges.</summary>
    /// <param name="words">
    /// Words that become tokens first: in languages written without spaces, a name would otherwise be split depending on its context.
    /// </param>
    /// <param name="texts">The texts.</param>
    /// <param name="merges">Maximum number of merges to learn; there are fewer if no pair occurs twice any more.</param>
    /// <returns>The merges, most frequent first, in GPT-2's byte alphabet.</returns>
    public static ImmutableArray<(string Left, string Right)> Train(
        IEnumerable<string> words, IEnumerable<string> texts, int merges)
    {
        var pieces = Count(words, texts);
        var counts = new Dictionary<(string, string), long>();
        var places = new Dictionary<(string, string), HashSet<int>>();
        for (var piece = 0; piece < pieces.Count; piece++)
        {
            Add(piece, 1);
        }

        var learned = ImmutableArray.CreateBuilder<(string, string)>();
        while (learned.Count < merges && Best() is { } best && counts[best] > 1)
        {
            learned.Add(best);
            foreach (var piece in places[best].ToList())
            {
                Add(piece, -1);
                Merge(pieces[piece].Symbols, best);
                Add(piece, 1);
            }

            counts.Remove(best);
        }

        return learned.ToImmutable();

        void Add(int piece, int sign)
        {
            var (symbols, count) = pieces[piece];
            for (var index = 1; index < symbols.Count; index++)
            {
                var pair = (symbols[index - 1], symbols[index]);
                counts[pair] = counts.GetValueOrDefault(pair) + (sign * count);
                if (!places.TryGetValue(pair, out var holders))
                {
                    places[pair] = holders = [];
                }

                _ = sign > 0 ? holders.Add(piece) : holders.Remove(piece);
            }
        }

        // Ties are broken by the text, so that the result does not depend on the order of a dictionary.
        (string Left, string Right)? Best() =>
            counts.Count == 0 ? null : counts.Aggregate((best, next) => Compare(next, best) > 0 ? next : best).Key;
    }

    private static int Compare(
        KeyValuePair<(string Left, string Right), long> first, KeyValuePair<(string Left, string Right), long> second)
    {
        var byCount = first.Value.CompareTo(second.Value);
        var byLeft = byCount != 0 ? byCount : string.CompareOrdinal(second.Key.Left, first.Key.Left);
        return byLeft != 0 ? byLeft : string.CompareOrdinal(second.Key.Right, first.Key.Right);
    }

    private static List<(List<string> Symbols, long Count)> Count(IEnumerable<string> words, IEnumerable<string> texts)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var length = 1L;
        foreach (Match match in texts.SelectMany(text => Regex.Matches(text, Pattern)))
        {
            counts[match.Value] = counts.GetValueOrDefault(match.Value) + 1;
            length += match.Length;
        }

        // A pair in a word outweighs every pair in the texts.
        foreach (Match match in words.SelectMany(word => Regex.Matches(word, Pattern)))
        {
            counts[match.Value] = counts.GetValueOrDefault(match.Value) + (length * MaximumBytesPerCharacter);
        }

        return
        [
            .. counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (
                Encoding.UTF8.GetBytes(pair.Key).Select(value => ByteAlphabet.Characters[value].ToString()).ToList(), pair.Value)),
        ];
    }

    private static void Merge(List<string> symbols, (string Left, string Right) pair)
    {
        for (var index = 0; index + 1 < symbols.Count; index++)
        {
            if (symbols[index] == pair.Left && symbols[index + 1] == pair.Right)
            {
                symbols[index] = pair.Left + pair.Right;
                symbols.RemoveAt(index + 1);
            }
        }
    }
}
