using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>Reads the <c>post_processor</c> of a tokenizer.json: the special tokens that open a text.</summary>
internal static class OpeningTokens
{
    public static IReadOnlyList<int> Read(JsonRecord file)
    {
        if (!file.Has("post_processor"))
        {
            return [];
        }

        var postProcessor = file.Record("post_processor");
        return postProcessor.Text("type") switch
        {
            // It moves offsets, not ids.
            "ByteLevel" => [],
            "TemplateProcessing" => FromTemplate(postProcessor),
            var type => throw TokenizerJson.Unsupported(postProcessor, $"a post_processor of type '{type}'"),
        };
    }

    private static List<int> FromTemplate(JsonRecord template)
    {
        var pieces = template.Records("single");
        if (pieces.Count == 0 || !pieces[^1].Has("Sequence") || pieces.SkipLast(1).Any(piece => !piece.Has("SpecialToken")))
        {
            throw TokenizerJson.Unsupported(template, "a template other than special tokens followed by the text");
        }

        var tokens = template.Record("special_tokens");
        return [.. pieces.SkipLast(1).SelectMany(piece =>
        {
            var token = tokens.Record(piece.Record("SpecialToken").Text("id"));
            return token.Element.TryGetProperty("ids", out var ids) && ids.ValueKind == System.Text.Json.JsonValueKind.Array
                ? ids.EnumerateArray().Select(id => id.TryGetInt32(out var number) ? number : throw token.Error($"'{id}' is no token id."))
                : throw token.Error("'ids' is missing; expected an array of token ids.");
        })];
    }
}
