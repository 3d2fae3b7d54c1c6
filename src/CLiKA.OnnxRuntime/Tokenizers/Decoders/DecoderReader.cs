using CLiKA.Input;
using CLiKA.OnnxRuntime.Tokenizers.Normalizers;
using CLiKA.OnnxRuntime.Tokenizers.PreTokenizers;

namespace CLiKA.OnnxRuntime.Tokenizers.Decoders;

/// <summary>Reads the <c>decoder</c> of a tokenizer.json: how tokens become text again.</summary>
internal static class DecoderReader
{
    /// <summary>Reads the decoder.</summary>
    /// <returns>Turns the tokens of a text into parts that are to be joined.</returns>
    public static Func<IReadOnlyList<string>, IReadOnlyList<string>> Read(JsonRecord file) => file.Has("decoder")
        ? Component(file.Record("decoder"))
        : tokens => [string.Join(' ', tokens)];

    private static Func<IReadOnlyList<string>, IReadOnlyList<string>> Component(JsonRecord decoder)
    {
        switch (decoder.Text("type"))
        {
            case "Sequence":
                decoder.AllowOnly("type", "decoders");
                var parts = decoder.Records("decoders").Select(Component).ToList();
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
        var (content, start, stop) = (decoder.Text("content"), decoder.WholeNumber("start"), decoder.WholeNumber("stop"));
        if (start < 0 || stop < 0)
        {
            throw decoder.Error($"'start' and 'stop' of Strip are {start} and {stop}; expected at least 0.");
        }

        if (content.Length != 1)
        {
            throw decoder.Error($"'content' of Strip is '{content}'; expected one character.");
        }

        return tokens => [.. tokens.Select(token =>
        {
            var rest = token.AsSpan(Math.Min(start, token.Length - token.AsSpan().TrimStart(content[0]).Length));
            return rest[..^Math.Min(stop, rest.Length - rest.TrimEnd(content[0]).Length)].ToString();
        })];
    }
}
