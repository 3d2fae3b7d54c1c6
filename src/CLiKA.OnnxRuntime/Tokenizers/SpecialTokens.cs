using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.OnnxRuntime.Tokenizers;

/// <summary>The <c>post_processor</c> of a tokenizer.json: the special tokens around a text.</summary>
/// <param name="Opening">Ids before the text.</param>
/// <param name="Closing">Ids after the text.</param>
internal sealed record SpecialTokens(IReadOnlyList<int> Opening, IReadOnlyList<int> Closing)
{
    private static readonly SpecialTokens None = new([], []);

    public static SpecialTokens Read(JsonRecord file) => file.Has("post_processor") ? Component(file.Record("post_processor")) : None;

    private static SpecialTokens Component(JsonRecord processor)
    {
        switch (processor.Text("type"))
        {
            // It affects offsets, not ids.
            case "ByteLevel":
                _ = ByteLevelOptions.Read(processor);
                return None;
            case "Sequence":
                var adding = TokenizerJson.Parts(processor, "processors").Select(Component).Where(part => part.Opening.Count + part.Closing.Count > 0).ToList();

                // HuggingFace's tokenizers wrap each token that the first one adds in those of the second.
                return adding.Count < 2 ? adding.FirstOrDefault(None)
                    : throw TokenizerJson.Unsupported(processor, "a sequence of post_processors in which several add tokens");
            case "TemplateProcessing":
                return Template(processor);
            case "BertProcessing":
                processor.AllowOnly("type", "sep", "cls");
                return new([IdOf(processor, "cls")], [IdOf(processor, "sep")]);
            case "RobertaProcessing":
                processor.AllowOnly("type", "sep", "cls", "trim_offsets", "add_prefix_space");
                _ = (processor.Truth("trim_offsets"), processor.Truth("add_prefix_space"));
                return new([IdOf(processor, "cls")], [IdOf(processor, "sep")]);
            case var type:
                throw TokenizerJson.Unsupported(processor, $"a post_processor of type '{type}'");
        }
    }

    private static SpecialTokens Template(JsonRecord template)
    {
        // Converted files keep properties of the ByteLevel component that the template replaced.
        template.AllowOnly("type", "single", "pair", "special_tokens", "add_prefix_space", "trim_offsets", "use_regex");
        _ = template.Records("pair");
        var pieces = template.Records("single").ToList();
        var text = pieces.FindIndex(IsText);
        if (text < 0 || pieces.FindLastIndex(IsText) != text)
        {
            throw TokenizerJson.Unsupported(template, "a template that does not contain the text exactly once");
        }

        return new([.. Ids(template, pieces[..text])], [.. Ids(template, pieces[(text + 1)..])]);
    }

    // Sequence B is the second text of a pair.
    private static bool IsText(JsonRecord piece) => piece.Has("Sequence") && piece.Record("Sequence").Text("id") == "A";

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
            : throw processor.Error($"'{name}' is missing or not a pair; expected a token and its id.");

    private static int Id(JsonRecord record, JsonElement id) =>
        id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var number) && number >= 0
            ? number
            : throw record.Error($"{id.GetRawText()} is not a token id; expected a whole number from 0.");
}
