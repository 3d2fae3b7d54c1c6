using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>
/// SentencePiece's unigram model (Kudo 2018): splits a piece into its likeliest sequence of tokens. Characters that no token covers are unknown,
/// and adjacent unknown ones are fused.
/// </summary>
internal sealed class UnigramModel : ITokenModel
{
    // The penalty of an unknown character relative to the least likely token, in nats.
    private const double UnknownPenalty = 10;

    private readonly Dictionary<string, int> _vocabulary;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int[] _lengths;
    private readonly double[] _scores;
    private readonly int? _unknown;
    private readonly bool _bytes;
    private readonly double _unknownScore;
    private readonly JsonRecord _model;

    private UnigramModel(JsonRecord model, Dictionary<string, int> vocabulary, double[] scores, int? unknown, bool bytes)
    {
        (_model, _vocabulary, _scores, _unknown, _bytes) = (TokenizerJson.Place(model), vocabulary, scores, unknown, bytes);
        _lookup = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. vocabulary.Keys.Select(token => token.Length).Where(length => length > 0).Distinct().Order()];
        _unknownScore = scores.Min() - UnknownPenalty;
    }

    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    public static UnigramModel Read(JsonRecord model)
    {
        model.AllowOnly("type", "vocab", "unk_id", "byte_fallback");
        if (!model.Element.TryGetProperty("vocab", out var vocab) || vocab.ValueKind != JsonValueKind.Array || vocab.GetArrayLength() == 0)
        {
            throw model.Error("'vocab' is missing, empty or not an array; expected pairs of a token and its score.");
        }

        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var scores = new double[vocab.GetArrayLength()];
        foreach (var (id, entry) in vocab.EnumerateArray().Index())
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2
                || entry[0].ValueKind != JsonValueKind.String || entry[1].ValueKind != JsonValueKind.Number)
            {
                throw model.Error($"'vocab' contains {JsonText.OnOneLine(entry)}; expected a token and its score.");
            }

            ids[entry[0].GetString()!] = id;
            scores[id] = entry[1].GetDouble();
        }

        int? unknown = model.Has("unk_id") ? model.WholeNumber("unk_id") : null;
        return unknown is null || (unknown >= 0 && unknown < scores.Length)
            ? new(model, ids, scores, unknown, TokenizerJson.Flag(model, "byte_fallback", absent: false))
            : throw model.Error($"'unk_id' is {unknown}; the vocabulary has {scores.Length} tokens.");
    }

    public IReadOnlyList<int> Encode(string piece)
    {
        var ids = new List<int>();
        foreach (var (start, end, id) in Fused(Segment(piece)))
        {
            if (id is { } known)
            {
                ids.Add(known);
            }
            else
            {
                var text = piece[start..end];
                ids.AddRange(_vocabulary.TryGetValue(text, out var whole) ? [whole]
                    : (_bytes ? ByteTokens.Encode(text, _vocabulary) : null) ?? [RequireUnknown(text)]);
            }
        }

        return ids;
    }

    private int RequireUnknown(string text) =>
        _unknown ?? throw _model.Error($"the vocabulary does not cover '{text}', and the model has no 'unk_id' for an unknown token.");

    // The likeliest segmentation by the Viterbi algorithm; among equally likely ones, the first found wins.
    private List<(int Start, int End, int? Id)> Segment(string piece)
    {
        var best = new (double Score, int Start, int? Id)?[piece.Length + 1];
        best[0] = (0, 0, null);
        for (var start = 0; start < piece.Length;)
        {
            var single = char.IsSurrogatePair(piece, start) ? 2 : 1;
            var before = best[start]!.Value.Score;
            var hasSingle = false;
            foreach (var length in _lengths)
            {
                if (length > piece.Length - start)
                {
                    break;
                }

                if (_lookup.TryGetValue(piece.AsSpan(start, length), out var id))
                {
                    hasSingle |= length == single;
                    Offer(start + length, before + _scores[id], start, id == _unknown ? null : id);
                }
            }

            if (!hasSingle)
            {
                // As in HuggingFace's tokenizers, required even where byte tokens would stand in for it.
                RequireUnknown(piece.Substring(start, single));
                Offer(start + single, before + _unknownScore, start, null);
            }

            start += single;
        }

        return BestPath(best);

        void Offer(int end, double score, int start, int? id)
        {
            if (best[end] is not { } known || score > known.Score)
            {
                best[end] = (score, start, id);
            }
        }
    }

    // Traces the best path back from the end.
    private static List<(int Start, int End, int? Id)> BestPath((double Score, int Start, int? Id)?[] best)
    {
        var cut = new List<(int, int, int?)>();
        for (var end = best.Length - 1; end > 0; end = best[end]!.Value.Start)
        {
            cut.Add((best[end]!.Value.Start, end, best[end]!.Value.Id));
        }

        cut.Reverse();
        return cut;
    }

    private static IEnumerable<(int Start, int End, int? Id)> Fused(List<(int Start, int End, int? Id)> tokens)
    {
        (int Start, int End)? unknown = null;
        foreach (var (start, end, id) in tokens)
        {
            if (id is null)
            {
                unknown = (unknown?.Start ?? start, end);
                continue;
            }

            if (unknown is { } run)
            {
                yield return (run.Start, run.End, null);
                unknown = null;
            }

            yield return (start, end, id);
        }

        if (unknown is { } last)
        {
            yield return (last.Start, last.End, null);
        }
    }
}
