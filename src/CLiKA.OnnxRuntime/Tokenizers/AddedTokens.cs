using System.Buffers;
using System.Text;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>Splits added tokens from a text before anything else; at each position the longest token matches.</summary>
internal sealed class AddedTokens
{
    private readonly Dictionary<string, AddedToken> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AddedToken>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly SearchValues<string> _contents;
    private readonly int[] _lengths;

    /// <summary>Prepares the search for tokens.</summary>
    /// <param name="tokens">The tokens. Of several with the same content, the first special one counts, or else the first.</param>
    public AddedTokens(IEnumerable<AddedToken> tokens)
    {
        foreach (var token in tokens.OrderByDescending(token => token.IsSpecial))
        {
            _tokens.TryAdd(token.Content, token);
        }

        _lookup = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();
        _contents = SearchValues.Create([.. _tokens.Keys], StringComparison.Ordinal);
        _lengths = [.. _tokens.Keys.Select(content => content.Length).Distinct().OrderDescending()];
    }

    /// <summary>Reads the <c>added_tokens</c> of a tokenizer.json.</summary>
    public static IReadOnlyList<AddedToken> Read(JsonRecord file) =>
        file.Element.TryGetProperty("added_tokens", out _) ? [.. file.Records("added_tokens").Select(AddedToken.Read)] : [];

    /// <summary>Splits a text at added tokens.</summary>
    /// <returns>Parts of the text, each with the id of its token, or null for plain text.</returns>
    public IEnumerable<(string Text, int? Id)> Cut(string text)
    {
        var end = 0;
        foreach (var (start, token) in Matches(text))
        {
            var (from, to) = (start, start + token.Content.Length);
            if (token.SingleWord && (EndsInWord(text.AsSpan(0, from)) || BeginsInWord(text.AsSpan(to))))
            {
                continue;
            }

            if (token.StripsLeft)
            {
                from = Math.Max(end, text.AsSpan(0, from).TrimEnd().Length);
            }

            if (token.StripsRight)
            {
                to = text.Length - text.AsSpan(to).TrimStart().Length;
            }

            if (from > end)
            {
                yield return (text[end..from], null);
            }

            // The token before it may have taken the white space that it consists of.
            if (to > from)
            {
                yield return (text[from..to], token.Id);
            }

            end = to;
        }

        if (end < text.Length)
        {
            yield return (text[end..], null);
        }
    }

    private static bool EndsInWord(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done && CodePoints.IsWord(rune);

    private static bool BeginsInWord(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && CodePoints.IsWord(rune);

    private IEnumerable<(int Start, AddedToken Token)> Matches(string text)
    {
        for (var start = Find(text, 0); start >= 0;)
        {
            var token = LongestAt(text, start);
            yield return (start, token);
            start = Find(text, start + token.Content.Length);
        }
    }

    private int Find(string text, int from)
    {
        var found = _tokens.Count == 0 ? -1 : text.AsSpan(from).IndexOfAny(_contents);
        return found < 0 ? -1 : from + found;
    }

    private AddedToken LongestAt(string text, int start)
    {
        foreach (var length in _lengths)
        {
            if (start + length <= text.Length && _lookup.TryGetValue(text.AsSpan(start, length), out var token))
            {
                return token;
            }
        }

        throw new InvalidOperationException("A token was found that is none.");
    }
}
