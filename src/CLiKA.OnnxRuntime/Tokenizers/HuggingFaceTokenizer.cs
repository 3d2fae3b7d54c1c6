using System.Text;
using CLiKA.Input;
using CLiKA.OnnxRuntime.Tokenizers.Decoders;
using CLiKA.OnnxRuntime.Tokenizers.Models;
using CLiKA.OnnxRuntime.Tokenizers.Normalizers;
using CLiKA.OnnxRuntime.Tokenizers.PreTokenizers;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>
/// Turns text into the token ids that HuggingFace's tokenizers would, from their tokenizer.json, and back. A file with a component
/// that is not supported is refused rather than read approximately.
/// </summary>
public sealed class HuggingFaceTokenizer
{
    private readonly JsonRecord _file;
    private readonly AddedTokens _rawTokens;
    private readonly AddedTokens _normalizedTokens;
    private readonly SpecialTokens _special;
    private readonly Func<string, string> _normalize;
    private readonly Func<Piece, IEnumerable<Piece>> _cut;
    private readonly ITokenModel _model;
    private readonly Func<IReadOnlyList<string>, IReadOnlyList<string>> _decode;
    private readonly Dictionary<int, string> _contents;
    private readonly HashSet<int> _signs;

    private HuggingFaceTokenizer(JsonRecord file)
    {
        // Trainers leave 'truncation' and 'padding' behind, and transformers switches both off whenever it encodes a text.
        file.AllowOnly(
            "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        if (file.Has("version") && file.Text("version") is not "1.0" and var version)
        {
            throw TokenizerJson.Unsupported(file, $"version '{version}' of tokenizer.json");
        }

        _file = TokenizerJson.Place(file);
        _normalize = NormalizerReader.Read(file);
        _cut = PreTokenizerReader.Read(file);
        _model = ModelReader.Read(file);
        _special = SpecialTokens.Read(file);
        _decode = DecoderReader.Read(file);

        // As in HuggingFace's tokenizers, the model's own id comes before the one that the list gives.
        var added = AddedTokens.Read(file)
            .Select(token => token with { Id = _model.Vocabulary.GetValueOrDefault(token.Content, token.Id) }).ToList();
        _rawTokens = new(added.Where(token => !token.IsNormalized));
        _normalizedTokens = new(added.Where(token => token.IsNormalized)
            .Select(token => token with { Content = Normalized(token) }));
        _contents = Contents(_file, _model.Vocabulary);
        foreach (var token in added)
        {
            _contents[token.Id] = token.Content;
        }

        _signs = [.. added.Where(token => token.IsSpecial).Select(token => token.Id)];
        MaximumId = _contents.Keys.Concat(_special.Opening).Concat(_special.Closing).Max();
    }

    /// <summary>The largest id that a text can become.</summary>
    public int MaximumId { get; }

    /// <summary>Whether tokens are put behind every text, so that it could not be continued.</summary>
    public bool ClosesTexts => _special.Closing.Count > 0;

    /// <summary>Reads a tokenizer.json.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="InvalidInputException">
    /// The file is missing or damaged, or has a component that is not supported; the message names it.
    /// </exception>
    public static HuggingFaceTokenizer Read(string path) => new(JsonInput.ReadObject(path));

    /// <summary>Turns a text into ids.</summary>
    /// <param name="text">
    /// The text. Added tokens that occur in it become their ids, as in HuggingFace's tokenizers; half a surrogate pair is read as U+FFFD.
    /// </param>
    /// <param name="addSpecialTokens">Whether to put the special tokens around it that the model's texts have.</param>
    /// <returns>The ids.</returns>
    /// <exception cref="InvalidInputException">The vocabulary has nothing for a part of the text.</exception>
    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>(addSpecialTokens ? _special.Opening : []);
        var (opens, length) = (true, 0L);
        foreach (var (stretch, token) in _rawTokens.Cut(Whole(text)))
        {
            if (token is { } id)
            {
                ids.Add(id);
            }
            else
            {
                var normalized = _normalize(stretch);
                TokenizerJson.RequireBounded(_file, length += normalized.Length);
                AddNormalized(ids, normalized, opens && KeepsBeginning(stretch));
            }

            opens = false;
        }

        return addSpecialTokens ? [.. ids, .. _special.Closing] : ids;
    }

    /// <summary>Turns ids into the text that they stand for.</summary>
    /// <param name="ids">The ids; one that no token has is left out, as in HuggingFace's tokenizers.</param>
    /// <param name="skipSpecialTokens">Whether to leave out the signs that are no text.</param>
    /// <returns>The text.</returns>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var known = ids.Where(id => _contents.ContainsKey(id) && !(skipSpecialTokens && _signs.Contains(id)));
        return string.Concat(_decode([.. known.Select(id => _contents[id])]));
    }

    private static Dictionary<int, string> Contents(JsonRecord file, IReadOnlyDictionary<string, int> vocabulary)
    {
        var contents = new Dictionary<int, string>(vocabulary.Count);
        foreach (var (token, id) in vocabulary)
        {
            if (!contents.TryAdd(id, token))
            {
                throw file.Error($"the tokens '{contents[id]}' and '{token}' have the same id {id}; expected one each.");
            }
        }

        return contents;
    }

    private string Normalized(AddedToken token) => _normalize(token.Content) is { Length: > 0 } content
        ? content
        : throw _file.Error($"the added token '{token.Content}' is empty once it is normalized; expected one that can be found in a text.");

    private static string Whole(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
        ? string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()))
        : text;

    // To HuggingFace's tokenizers a text whose first characters were taken away has no beginning any more.
    private bool KeepsBeginning(string text)
    {
        const string Other = "x";
        Rune.DecodeFromUtf16(text, out _, out var first);
        return _normalize(text[..first] + Other) != _normalize(Other);
    }

    private void AddNormalized(List<int> ids, string text, bool opens)
    {
        foreach (var (stretch, token) in _normalizedTokens.Cut(text))
        {
            if (token is { } id)
            {
                ids.Add(id);
            }
            else
            {
                foreach (var piece in _cut(new Piece(stretch, opens)))
                {
                    ids.AddRange(_model.Encode(piece.Text));
                }
            }

            opens = false;
        }
    }
}
