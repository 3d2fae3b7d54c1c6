using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>A vocabulary of whole words.</summary>
internal sealed class WordLevelModel : ITokenModel
{
    private readonly Dictionary<string, int> _vocabulary;
    private readonly int _unknown;

    private WordLevelModel(Dictionary<string, int> vocabulary, int unknown) => (_vocabulary, _unknown) = (vocabulary, unknown);

    public IReadOnlyDictionary<string, int> Vocabulary => _vocabulary;

    public static WordLevelModel Read(JsonRecord model)
    {
        model.AllowOnly("type", "vocab", "unk_token");
        var vocabulary = ModelReader.Vocabulary(model);
        return new(vocabulary, UnknownToken(model, vocabulary));
    }

    /// <summary>Returns the id of <c>unk_token</c>, which has to be in the vocabulary.</summary>
    public static int UnknownToken(JsonRecord model, Dictionary<string, int> vocabulary)
    {
        var token = model.Text("unk_token");
        return vocabulary.TryGetValue(token, out var id)
            ? id
            : throw model.Error($"'unk_token' is '{token}', which is not in the vocabulary.");
    }

    public IReadOnlyList<int> Encode(string piece) => [_vocabulary.GetValueOrDefault(piece, _unknown)];
}
