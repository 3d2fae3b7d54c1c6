using CLiKA.Input;
using CLiKA.OnnxRuntime.Tokenizers.Normalizers;
using CLiKA.OnnxRuntime.Tokenizers.PreTokenizers;

namespace CLiKA.OnnxRuntime.Tokenizers.Decoders;

/// <summary>Reads the <c>decoder</c> of a tokenizer.json, which turns tokens back into text.</summary>
internal static class DecoderReader
{
    /// <summary>Reads the decoder.</summary>
    /// <returns>A function from the tokens of a text to parts that are to be concatenated.</returns>
    public static Func<IReadOnlyList<string>, IReadOnlyList<string>> Read(JsonRecord file) => file.Has("decoder")
        ? Component(TokenizerJson.Component(file, "decoder"))
        : tokens => [string.Join(' ', tokens)];

    private static Func<IReadOnlyList<string>, IReadOnlyList<string>> Component(JsonRecord decoder)
    {
        switch (decoder.Text("type"))
        {
            case "Sequence":
                var parts = TokenizerJson.Parts(decoder, "decoders").Select(Component).ToList();
                return tokens => parts.Aggregate(tokens, (current, part) => part(current));
            case "ByteLevel":
                _ = ByteLevelOptions.Read(decoder);
                return tokens => [Utf8.Decode([.. tokens.SelectMany(ByteAlphabet.Read)])];
            case "Replace":
                var replace = Replacement.Read(decoder);
                return tokens => [.. tokens.Select(replace)];
            case "ByteFallback":
                decoder.AllowOnly("type");
                return ByteFallback.Decode;
            case "Fuse":
                decoder.AllowOnly("type");
                return tokens => [string.Concat(tokens)];
            case "Metaspace":
                var metaspace = Metaspace.Read(decoder);
                return tokens => [.. metaspace.Decode(tokens)];
            case "Strip":
                return Strip(decoder);
            case "WordPiece":
                return WordPieces.Read(decoder);
            case "BPEDecoder":
                decoder.AllowOnly("type", "suffix");
                var suffix = decoder.Text("suffix") is { Length: > 0 } text ? text : throw decoder.Error("'suffix' of BPEDecoder is empty.");
                return tokens => [.. tokens.Select((token, index) =>
                    token.Replace(suffix, index == tokens.Count - 1 ? string.Empty : " ", StringComparison.Ordinal))];
            case var type:
                throw TokenizerJson.Unsupported(decoder, $"a decoder of type '{type}'");
        }
    }

    private static Func<IReadOnlyList<string>, IReadOnlyList<string>> Strip(JsonRecord decoder)
    {
        decoder.AllowOnly("type", "content", "start", "stop");
        var content = TokenizerJson.Character(decoder, "content").ToString();
        var (start, stop) = (decoder.WholeNumber("start"), decoder.WholeNumber("stop"));
        if (start < 0 || stop < 0)
        {
            throw decoder.Error($"'start' and 'stop' of Strip are {start} and {stop}; expected at least 0.");
        }

        return tokens => [.. tokens.Select(token =>
        {
            var rest = token.AsSpan();
            for (var times = 0; times < start && rest.StartsWith(content, StringComparison.Ordinal); times++)
            {
                rest = rest[content.Length..];
            }

            for (var times = 0; times < stop && rest.EndsWith(content, StringComparison.Ordinal); times++)
            {
                rest = rest[..^content.Length];
            }

            return rest.ToString();
        })];
    }
}
