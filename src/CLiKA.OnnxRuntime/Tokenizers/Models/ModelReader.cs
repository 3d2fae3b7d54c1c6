using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>Reads the <c>model</c> of a tokenizer.json.</summary>
internal static class ModelReader
{
    public static ITokenModel Read(JsonRecord file)
    {
        var model = file.Record("model");
        return TypeOf(model) switch
        {
            "BPE" => BytePairModel.Read(model),
            "Unigram" => UnigramModel.Read(model),
            "WordPiece" => WordPieceModel.Read(model),
            "WordLevel" => WordLevelModel.Read(model),
            var type => throw TokenizerJson.Unsupported(model, $"a model of type '{type}'"),
        };
    }

    /// <summary>Reads a vocabulary in the form of an object.</summary>
    public static Dictionary<string, int> Vocabulary(JsonRecord model)
    {
        var vocab = model.Record("vocab");
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in vocab.Element.EnumerateObject())
        {
            if (token.Value.ValueKind != JsonValueKind.Number || !token.Value.TryGetInt32(out var id) || id < 0)
            {
                throw vocab.Error($"the token '{token.Name}' has the id {token.Value.GetRawText()}; expected a whole number from 0.");
            }

            ids.Add(token.Name, id);
        }

        return ids.Count > 0 ? ids : throw model.Error("'vocab' is empty; expected tokens and their ids.");
    }

    // Files from before 2021 have no type.
    private static string TypeOf(JsonRecord model) => model.Has("type") ? model.Text("type")
        : model.Has("merges") ? "BPE"
        : model.Has("vocab") && model.Element.GetProperty("vocab").ValueKind == JsonValueKind.Array ? "Unigram"
        : model.Has("continuing_subword_prefix") ? "WordPiece"
        : throw model.Error("'type' is missing; expected BPE, Unigram, WordPiece or WordLevel.");
}
