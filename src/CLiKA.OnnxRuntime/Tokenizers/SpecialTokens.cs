using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>The <c>post_processor</c> of a tokenizer.json: the tokens that are put around a text.</summary>
/// <param name="Opening">Ids before it.</param>
/// <param name="Closing">Ids behind it.</param>
internal sealed record SpecialTokens(IReadOnlyList<int> Opening, IReadOnlyList<int> Closing)
{
    private static readonly SpecialTokens None = new([], []);

    public static SpecialTokens Read(JsonRecord file) => file.Has("post_processor") ? Component(file.Record("post_processor")) : None;

    private static SpecialTokens Component(JsonRecord processor)
    {
        switch (processor.Text("type"))
        {
            // It moves offsets, not ids.
            case "ByteLevel":
                return None;
            case "Sequence":
                processor.AllowOnly("type", "processors");
                return processor.Records("processors").Select(Component)
                    .Aggregate(None, (inner, outer) => new([.. outer.Opening, .. inner.Opening], [.. inner.Closing, .. outer.Closing]));
            case "TemplateProcessing":
                return Template(processor);
            case "BertProcessing" or "RobertaProcessing":
                processor.AllowOnly("type", "sep", "cls", "trim_offsets", "add_prefix_space");
                return new([IdOf(processor, "cls")], [IdOf(processor, "sep")]);
            case var type:
                throw TokenizerJson.Unsupported(processor, $"a post_processor of type '{type}'");
        }
    }

    private static SpecialTokens Template(JsonRecord template)
    {
        template.AllowOnly("type", "single", "pair", "special_tokens");
        var pieces = template.Records("single").ToList();
        var text = pieces.FindIndex(piece => piece.Has("Sequence"));
        if (text < 0 || pieces.FindLastIndex(piece => piece.Has("Sequence")) != text)
        {
            throw TokenizerJson.Unsupported(template, "a template that does not hold the text exactly once");
        }

        return new([.. Ids(template, pieces[..text])], [.. Ids(template, pieces[(text + 1)..])]);
    }

    private static IEnumerable<int> Ids(JsonRecord template, IEnumerable<JsonRecord> pieces) => pieces.SelectMany(piece =>
    {
        var token = template.Record("special_tokens").Record(piece.Record("SpecialToken").Text("id"));
        return token.Element.TryGetProperty("ids", out var ids) && ids.ValueKind == JsonValueKind.Array
            ? ids.EnumerateArray().Select(id => Id(token, id))
            : throw token.Error("'ids' is missing; expected an array of token ids.");
    });

    private static int IdOf(JsonRecord processor, string name) =>
        processor.Element.TryGetProperty(name, out var pair) && pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
            ? Id(processor, pair[1])
            : throw processor.Error($"'{name}' is missing or no pair; expected a token and its id.");

    private static int Id(JsonRecord record, JsonElement id) =>
        id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) ? number : throw record.Error($"'{id}' is no token id.");
}
