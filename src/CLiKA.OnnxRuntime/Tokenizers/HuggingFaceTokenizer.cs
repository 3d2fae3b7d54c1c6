using System.Text;
using CLiKA.Input;
using Microsoft.ML.Tokenizers;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>
/// Turns text into the token ids that HuggingFace's tokenizers would, from their tokenizer.json. Byte-level BPE is supported;
/// a file with any other component is refused rather than read approximately.
/// </summary>
public sealed class HuggingFaceTokenizer
{
    private readonly AddedTokens _rawTokens;
    private readonly AddedTokens _normalizedTokens;
    private readonly IReadOnlyList<int> _opening;
    private readonly BpeTokenizer _model;
    private readonly bool _compose;

    private HuggingFaceTokenizer(JsonRecord file)
    {
        file.AllowOnly(
            "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        TokenizerJson.RequireAbsent(file, "a tokenizer", "truncation");
        TokenizerJson.RequireAbsent(file, "a tokenizer", "padding");
        if (file.Has("decoder") && file.Record("decoder").Text("type") is not "ByteLevel" and var decoder)
        {
            throw TokenizerJson.Unsupported(file, $"a decoder of type '{decoder}'");
        }

        _compose = file.Has("normalizer") && (file.Record("normalizer").Text("type") is "NFC"
            ? true
            : throw TokenizerJson.Unsupported(file, $"a normalizer of type '{file.Record("normalizer").Text("type")}'"));
        (_rawTokens, _normalizedTokens) = AddedTokens.Read(file);
        _opening = OpeningTokens.Read(file);
        _model = BytePairModel.Read(file, TextSplit.Read(file));
        MaximumId = _model.Vocabulary.Values.Concat(_rawTokens.Ids.Values).Concat(_normalizedTokens.Ids.Values).Concat(_opening).Max();
    }

    /// <summary>The largest id that a text can become.</summary>
    public int MaximumId { get; }

    /// <summary>Reads a tokenizer.json.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="InvalidInputException">
    /// The file is missing or damaged, or has a component that is not supported; the message names it.
    /// </exception>
    public static HuggingFaceTokenizer Read(string path) => new(JsonInput.ReadObject(path));

    /// <summary>Turns a text into ids.</summary>
    /// <param name="text">The text. Added tokens that occur in it become their ids, as in HuggingFace's tokenizers.</param>
    /// <param name="addSpecialTokens">Whether to put the special tokens before it with which the model's texts open.</param>
    /// <returns>The ids.</returns>
    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens)
    {
        var ids = new List<int>(addSpecialTokens ? _opening : []);
        foreach (var (stretch, token) in _rawTokens.Cut(text))
        {
            if (token is { } id)
            {
                ids.Add(id);
                continue;
            }

            var normalized = _compose ? stretch.Normalize(NormalizationForm.FormC) : stretch;
            foreach (var (part, addedId) in _normalizedTokens.Cut(normalized))
            {
                ids.AddRange(addedId is { } added ? [added] : _model.EncodeToIds(part));
            }
        }

        return ids;
    }
}
