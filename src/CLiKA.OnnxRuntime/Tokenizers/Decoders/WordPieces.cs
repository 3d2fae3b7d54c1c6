using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers.Decoders;

/// <summary>The decoder <c>WordPiece</c>: tokens that do not continue a word begin with a space.</summary>
internal static class WordPieces
{
    // What HuggingFace's tokenizers write closer together, in their order.
    private static readonly (string Apart, string Together)[] Contractions =
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
                ? Contractions.Aggregate(joined, (text, pair) => text.Replace(pair.Apart, pair.Together, StringComparison.Ordinal))
                : joined;
        })];
    }
}
