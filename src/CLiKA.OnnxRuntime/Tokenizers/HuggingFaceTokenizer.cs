using System.Text;
using CLiKA.Input;
using CLiKA.OnnxRuntime.Tokenizers.Decoders;
using CLiKA.OnnxRuntime.Tokenizers.Models;
using CLiKA.OnnxRuntime.Tokenizers.Normalizers;
using CLiKA.OnnxRuntime.Tokenizers.PreTokenizers;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>
/// Encodes text to the token ids that HuggingFace's tokenizers give for their tokenizer.json, and decodes them. A file with an unsupported
/// component is rejected rather than read approximately.
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
    private readonly HashSet<int> _specialIds;

    private HuggingFaceTokenizer(JsonRecord file)
    {
        // Trainers leave 'truncation' and 'padding' behind; transformers turns both off whenever it encodes a text.
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

        // As in HuggingFace's tokenizers, the id in the model's vocabulary overrides the one in the list.
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

        _specialIds = [.. added.Where(token => token.IsSpecial).Select(token => token.Id)];
        MaximumId = _contents.Keys.Concat(_special.Opening).Concat(_special.Closing).Max();
    }

    /// <summary>The largest id that a text can be encoded to.</summary>
    public int MaximumId { get; }

    /// <summary>Whether special tokens are appended to every text, so that a model could not continue it.</summary>
    public bool AppendsSpecialTokens => _special.Closing.Count > 0;

    /// <summary>Reads a tokenizer.json.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="InvalidInputException">The file is missing or damaged, or has an unsupported component; the message names it.</exception>
    public static HuggingFaceTokenizer Read(string path) => new(JsonInput.ReadObject(path));

    /// <summary>Encodes a text.</summary>
    /// <param name="text">
    /// The text. Added tokens that occur in it are encoded as such, as in HuggingFace's tokenizers; an unpaired surrogate is read as U+FFFD.
    /// </param>
    /// <param name="addSpecialTokens">Whether to add the special tokens around the text that the model expects.</param>
    /// <returns>The token ids.</returns>
    /// <exception cref="InvalidInputException">The vocabulary does not cover a part of the text.</exception>
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

    /// <summary>Decodes token ids.</summary>
    /// <param name="ids">The token ids; unknown ones are skipped, as in HuggingFace's tokenizers.</param>
    /// <param name="skipSpecialTokens">Whether to skip special tokens.</param>
    /// <returns>The text.</returns>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var known = ids.Where(id => _contents.ContainsKey(id) && !(skipSpecialTokens && _specialIds.Contains(id)));
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
        : throw _file.Error($"the added token '{token.Content}' is empty after normalization; expected text.");

    private static string Whole(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
        ? string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()))
        : text;

    // In HuggingFace's tokenizers, a text whose first characters were removed by the normalizer no longer counts as the beginning.
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
