using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Reporting.Lost;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Pages;

/// <summary>
/// Writes the lost and won items of all models as JSON for the page's script. A text occurs once, however many models and languages lost it.
/// </summary>
/// <remarks>
/// <c>languages</c>: code, then English name and direction. <c>sets</c>: id, then the stream and the items that changed in any model: id,
/// relation, gold, and by language the question and the options. <c>models</c>: name, and for each set its languages and its changed items: index
/// in the set's list, by language the letters before and now (<see cref="AnswerLetters"/>), and those in English.
/// </remarks>
internal static class ItemData
{
    // The encoder escapes the characters that are special in HTML, so that no text can end the enclosing script element.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Write(IReadOnlyList<PageModel> models)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteLanguages(json, models.SelectMany(model => model.Languages).Append(Language.Pivot).Distinct().Order(Language.Order));
            var places = WriteSets(json, models);
            WriteModels(json, models, places);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteLanguages(Utf8JsonWriter json, IEnumerable<Language> languages)
    {
        json.WriteStartObject("languages");
        foreach (var language in languages)
        {
            json.WriteStartArray(language.Code);
            json.WriteStringValue(language.EnglishName);
            json.WriteStringValue(PageText.Direction(language));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // For each set, the index of an item by its position in the probe set.
    private static Dictionary<string, Dictionary<int, int>> WriteSets(Utf8JsonWriter json, IReadOnlyList<PageModel> models)
    {
        var places = new Dictionary<string, Dictionary<int, int>>(StringComparer.Ordinal);
        json.WriteStartObject("sets");
        foreach (var set in models.SelectMany(model => model.Changed).Where(set => !set.Items.IsEmpty).GroupBy(set => set.ProbeSet))
        {
            var items = set.SelectMany(changed => changed.Items, (changed, item) => (Set: changed, Item: item)).ToLookup(entry => entry.Item.Position);
            places[set.Key] = items.Select(item => item.Key).Order().Index().ToDictionary(place => place.Item, place => place.Index);
            json.WriteStartObject(set.Key);
            json.WriteString("stream", set.First().Pack is { } pack ? EnumName.Of(pack.Description.Stream) : null);
            json.WriteStartArray("items");
            foreach (var position in places[set.Key].Keys)
            {
                WriteItem(json, [.. items[position]]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        return places;
    }

    private static void WriteItem(Utf8JsonWriter json, List<(ChangedItems Set, ChangedItem Item)> changes)
    {
        var (set, item) = changes[0];
        json.WriteStartArray();
        json.WriteStringValue(SafeText.Line(item.Id));
        json.WriteStringValue(item.Relation is null ? null : SafeText.Line(item.Relation));
        json.WriteNumberValue(item.Gold);
        json.WriteStartObject();
        var languages = changes.SelectMany(change => change.Item.Changes.Select(answer => answer.Language)).Append(Language.Pivot).ToHashSet();
        foreach (var language in languages.Order(Language.Order))
        {
            if (set.TextOf(item, language) is { } text)
            {
                WriteText(json, language, text);
            }
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, Language language, ProbeItem text)
    {
        json.WriteStartArray(language.Code);
        json.WriteStringValue(ItemText.Question(text));
        json.WriteStartArray();
        for (var option = 0; option < text.Options.Length; option++)
        {
            json.WriteStringValue(ItemText.Option(text, option));
        }

        json.WriteEndArray();
        json.WriteEndArray();
    }

    private static void WriteModels(Utf8JsonWriter json, IReadOnlyList<PageModel> models, Dictionary<string, Dictionary<int, int>> places)
    {
        json.WriteStartArray("models");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteStartObject("sets");
            foreach (var set in model.Changed.Where(set => !set.Items.IsEmpty))
            {
                json.WriteStartObject(set.ProbeSet);
                json.WriteStartArray("languages");
                foreach (var language in set.Languages)
                {
                    json.WriteStringValue(language.Code);
                }

                json.WriteEndArray();
                json.WriteStartArray("items");
                foreach (var item in set.Items)
                {
                    WriteChanges(json, places[set.ProbeSet][item.Position], item);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteChanges(Utf8JsonWriter json, int place, ChangedItem item)
    {
        json.WriteStartArray();
        json.WriteNumberValue(place);
        json.WriteStartObject();
        foreach (var change in item.Changes)
        {
            json.WriteString(change.Language.Code, AnswerLetters.Write([change.Before, change.Now]));
        }

        json.WriteEndObject();
        json.WriteStringValue(item is { PivotBefore: { } before, PivotNow: { } now } ? AnswerLetters.Write([before, now]) : null);
        json.WriteEndArray();
    }
}
