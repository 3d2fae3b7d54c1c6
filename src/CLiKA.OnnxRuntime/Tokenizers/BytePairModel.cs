using System.Text.Json;
using CLiKA.Input;
using Microsoft.ML.Tokenizers;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>Reads the <c>model</c> of a tokenizer.json: a byte-level BPE.</summary>
internal static class BytePairModel
{
    public static BpeTokenizer Read(JsonRecord file, PreTokenizer preTokenizer)
    {
        var model = file.Record("model");
        if (model.Has("type") && model.Text("type") is not "BPE" and var type)
        {
            throw TokenizerJson.Unsupported(model, $"a model of type '{type}'");
        }

        foreach (var option in (string[])
            ["dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "byte_fallback", "ignore_merges"])
        {
            TokenizerJson.RequireAbsent(model, "a BPE model", option);
        }

        var vocabulary = Vocabulary(model.Record("vocab"));
        return BpeTokenizer.Create(new BpeOptions(vocabulary)
        {
            Merges = Merges(model, vocabulary),
            PreTokenizer = preTokenizer,
            ByteLevel = true,
        });
    }

    private static Dictionary<string, int> Vocabulary(JsonRecord vocab)
    {
        var ids = new Dictionary<string, int>();
        foreach (var name in vocab.Names)
        {
            ids.Add(name, vocab.WholeNumber(name));
        }

        // Bytes that are not in the vocabulary would vanish from the text.
        foreach (var (code, character) in ByteAlphabet.Characters.Index())
        {
            if (!ids.ContainsKey(character.ToString()))
            {
                throw vocab.Error($"the vocabulary has no token for the byte {code:X2}; expected a byte-level vocabulary.");
            }
        }

        return ids;
    }

    private static List<string> Merges(JsonRecord model, Dictionary<string, int> vocabulary)
    {
        if (!model.Element.TryGetProperty("merges", out var merges) || merges.ValueKind != JsonValueKind.Array)
        {
            throw model.Error("'merges' is missing or no array; expected pairs of tokens.");
        }

        return [.. merges.EnumerateArray().Select(merge =>
        {
            var pair = merge.ValueKind switch
            {
                JsonValueKind.String => merge.GetString()!.Split(' '),
                JsonValueKind.Array => [.. merge.EnumerateArray().Select(part => part.ToString())],
                _ => [],
            };
            return pair.Length == 2 && pair.Append(pair[0] + pair[1]).All(vocabulary.ContainsKey)
                ? $"{pair[0]} {pair[1]}"
                : throw model.Error($"the merge {merge.GetRawText()} is not a pair of tokens that make a third.");
        })];
    }
}
