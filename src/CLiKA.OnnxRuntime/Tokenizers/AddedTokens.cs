using System.Text.RegularExpressions;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>The tokens that are cut out of a text before anything else, the longest first.</summary>
internal sealed class AddedTokens
{
    private readonly Dictionary<string, int> _ids = [];
    private readonly Regex? _pattern;

    private AddedTokens(IEnumerable<(string Content, int Id)> tokens)
    {
        foreach (var (content, id) in tokens)
        {
            _ids[content] = id;
        }

        _pattern = _ids.Count == 0 ? null : new Regex(
            string.Join('|', _ids.Keys.OrderByDescending(content => content.Length).Select(Regex.Escape)),
            RegexOptions.CultureInvariant);
    }

    /// <summary>The ids, by content.</summary>
    public IReadOnlyDictionary<string, int> Ids => _ids;

    /// <summary>Reads the <c>added_tokens</c> of a tokenizer.json.</summary>
    /// <returns>The tokens that are looked for in the text as it stands, and those looked for after normalization.</returns>
    public static (AddedTokens Raw, AddedTokens Normalized) Read(JsonRecord file)
    {
        var tokens = file.Has("added_tokens") ? file.Records("added_tokens") : [];
        foreach (var token in tokens)
        {
            foreach (var flag in (string[])["single_word", "lstrip", "rstrip"])
            {
                if (TokenizerJson.Flag(token, flag, absent: false))
                {
                    throw token.Error($"added token '{token.Text("content")}' asks for '{flag}', which is not supported.");
                }
            }

            if (token.Text("content").Length == 0)
            {
                throw token.Error("an added token is empty; expected text.");
            }
        }

        AddedTokens Where(bool normalized) => new(tokens
            .Where(token => TokenizerJson.Flag(token, "normalized", absent: false) == normalized)
            .Select(token => (token.Text("content"), token.WholeNumber("id"))));
        return (Where(normalized: false), Where(normalized: true));
    }

    /// <summary>Cuts a text.</summary>
    /// <returns>Stretches of text, each with the id of the token that it is, or null.</returns>
    public IEnumerable<(string Text, int? Id)> Cut(string text)
    {
        var end = 0;
        for (var match = _pattern?.Match(text) ?? Match.Empty; match.Success; match = match.NextMatch())
        {
            if (match.Index > end)
            {
                yield return (text[end..match.Index], null);
            }

            yield return (match.Value, _ids[match.Value]);
            end = match.Index + match.Length;
        }

        if (end < text.Length)
        {
            yield return (text[end..], null);
        }
    }
}
