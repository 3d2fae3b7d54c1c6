using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>
/// BERT's model: repeatedly takes the longest token that is a prefix of the rest of a word; a word that cannot be covered is unknown.
/// </summary>
internal sealed class WordPieceModel : ITokenModel
{
    private readonly Dictionary<string, int> _vocabulary;
    private readonly int _unknown;
    private readonly string _prefix;
    private readonly int _limit;
    private readonly int _longest;

    private WordPieceModel(Dictionary<string, int> vocabulary, int unknown, string prefix, int limit) =>
        (_vocabulary, _unknown, _prefix, _limit, _longest) =
            (vocabulary, unknown, prefix, limit, Math.Max(1, vocabulary.Keys.Max(token => token.Length)));

    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    public static WordPieceModel Read(JsonRecord model)
    {
        model.AllowOnly("type", "vocab", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word");
        var vocabulary = ModelReader.Vocabulary(model);
        return new(
            vocabulary,
            WordLevelModel.UnknownToken(model, vocabulary),
            model.Text("continuing_subword_prefix"),
            model.WholeNumber("max_input_chars_per_word"));
    }

    public IReadOnlyList<int> Encode(string piece)
    {
        if (piece.EnumerateRunes().Count() > _limit)
        {
            return [_unknown];
        }

        var ids = new List<int>();
        for (var start = 0; start < piece.Length;)
        {
            var end = Math.Min(piece.Length, start + _longest);
            int id;
            while (!_vocabulary.TryGetValue(start == 0 ? piece[..end] : _prefix + piece[start..end], out id))
            {
                end -= char.IsLowSurrogate(piece[end - 1]) ? 2 : 1;
                if (end <= start)
                {
                    return [_unknown];
                }
            }

            ids.Add(id);
            start = end;
        }

        return ids;
    }
}
