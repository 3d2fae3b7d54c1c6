using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Decoders;

/// <summary>The decoder <c>WordPiece</c>: prefixes a space to tokens that do not continue a word.</summary>
internal static class WordPieces
{
    // The replacements by which HuggingFace's tokenizers clean up spaces, in their order.
    private static readonly (string Spaced, string Joined)[] Contractions =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" do not", " don't"),
        (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    public static Func<IReadOnlyList<string>, IReadOnlyList<string>> Read(JsonRecord decoder)
    {
        decoder.AllowOnly("type", "prefix", "cleanup");
        var prefix = decoder.Text("prefix");
        var cleanUp = decoder.Truth("cleanup");
        return tokens => [.. tokens.Select((token, index) =>
        {
            var joined = index == 0 ? token : token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;
            return cleanUp
                ? Contractions.Aggregate(joined, (text, pair) => text.Replace(pair.Spaced, pair.Joined, StringComparison.Ordinal))
                : joined;
        })];
    }
}
