using System.Collections.Concurrent;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>
/// Byte-pair encoding (Sennrich et al. 2016): a piece starts as its characters, and of all adjacent symbols with a merge, the pair whose merge
/// comes first in the file is joined next.
/// </summary>
internal sealed class BytePairModel : ITokenModel
{
    private const int CachedLengthLimit = 256;
    private const int MaximumCachedPieces = 100_000;

    private readonly Dictionary<string, int> _vocabulary;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<TokenPair, Merge> _merges;
    private readonly BytePairOptions _options;
    private readonly ConcurrentDictionary<string, int[]> _cache = new(StringComparer.Ordinal);

    // ConcurrentDictionary.Count takes all of its locks.
    private int _cacheCount;

    private BytePairModel(Dictionary<string, int> vocabulary, Dictionary<TokenPair, Merge> merges, BytePairOptions options)
    {
        (_vocabulary, _merges, _options) = (vocabulary, merges, options);
        _lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    public static BytePairModel Read(JsonRecord model)
    {
        var vocabulary = ModelReader.Vocabulary(model);
        var options = BytePairOptions.Read(model, vocabulary);
        return new(vocabulary, MergeList.Read(model, vocabulary, options.ContinuingPrefix), options);
    }

    public IReadOnlyList<int> Encode(string piece)
    {
        if (_options.IgnoresMerges && _vocabulary.TryGetValue(piece, out var whole))
        {
            return [whole];
        }

        if (_cache.TryGetValue(piece, out var ids))
        {
            return ids;
        }

        ids = MergeAll(Begin(piece));
        if (piece.Length < CachedLengthLimit && _cacheCount < MaximumCachedPieces && _cache.TryAdd(piece, ids))
        {
            Interlocked.Increment(ref _cacheCount);
        }

        return ids;
    }

    // One symbol per character; a character that the vocabulary lacks becomes its bytes, the unknown token, or nothing. As in HuggingFace's
    // tokenizers, an unknown token is written only at the next character that is not encoded as bytes; in a vocabulary that lacks some byte
    // tokens, bytes therefore come before it.
    private List<int> Begin(string piece)
    {
        var symbols = new List<int>(piece.Length);
        var hasPendingUnknown = false;
        var start = 0;
        foreach (var rune in piece.EnumerateRunes())
        {
            var end = start + rune.Utf16SequenceLength;
            if (IdOf(piece, start, end) is { } id)
            {
                WritePending();
                symbols.Add(id);
            }
            else if (_options.HasByteFallback && ByteTokens.Encode(Decorated(piece, start, end), _vocabulary) is { } bytes)
            {
                symbols.AddRange(bytes);
            }
            else if (_options.Unknown is not null)
            {
                if (!_options.FusesUnknown)
                {
                    WritePending();
                }

                hasPendingUnknown = true;
            }

            start = end;
        }

        WritePending();
        return symbols;

        void WritePending()
        {
            if (hasPendingUnknown)
            {
                symbols.Add(_options.Unknown!.Value);
                hasPendingUnknown = false;
            }
        }
    }

    private int? IdOf(string piece, int start, int end) => _options.IsPlain
        ? _lookup.TryGetValue(piece.AsSpan(start, end - start), out var id) ? id : null
        : _vocabulary.TryGetValue(Decorated(piece, start, end), out var decorated) ? decorated : null;

    private string Decorated(string piece, int start, int end) => string.Concat(
        start > 0 ? _options.ContinuingPrefix : string.Empty,
        piece.AsSpan(start, end - start),
        end == piece.Length ? _options.EndSuffix : string.Empty);

    private int[] MergeAll(List<int> symbols)
    {
        var (next, previous) = (new int[symbols.Count], new int[symbols.Count]);
        var queue = new PriorityQueue<(int Left, int Merged), (int Rank, int Left)>(symbols.Count);
        for (var index = 0; index < symbols.Count; index++)
        {
            (next[index], previous[index]) = (index + 1, index - 1);
            Offer(index, index + 1);
        }

        // A symbol that was joined to the one before it is marked with -1.
        while (queue.TryDequeue(out var candidate, out _))
        {
            var left = candidate.Left;
            var right = symbols[left] < 0 ? symbols.Count : next[left];
            if (right == symbols.Count || !TryMerge(left, right, out var merge) || merge.Merged != candidate.Merged)
            {
                continue;
            }

            symbols[left] = merge.Merged;
            symbols[right] = -1;
            next[left] = next[right];
            if (next[left] < symbols.Count)
            {
                previous[next[left]] = left;
            }

            if (previous[left] >= 0)
            {
                Offer(previous[left], left);
            }

            Offer(left, next[left]);
        }

        return [.. symbols.Where(symbol => symbol >= 0)];

        bool TryMerge(int left, int right, out Merge merge) => _merges.TryGetValue(new(symbols[left], symbols[right]), out merge);

        void Offer(int left, int right)
        {
            if (right < symbols.Count && TryMerge(left, right, out var merge))
            {
                queue.Enqueue((left, merge.Merged), (merge.Rank, left));
            }
        }
    }
}
