using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Reporting.Lost;

namespace CLiKA.Reporting.Results;

/// <summary>Writes the items that a probe set lost and won as JSON: answers as letters, texts as they were asked.</summary>
internal static class ChangesJson
{
    /// <summary>Writes the changes as properties of the current object.</summary>
    public static void Write(Utf8JsonWriter json, ChangedItems set)
    {
        json.WriteString("probeSet", set.ProbeSet);
        json.WriteString("stream", set.Pack is null ? null : EnumName.Of(set.Pack.Description.Stream));
        json.WriteLanguages("languages", set.Languages);
        json.WriteLanguages("failing", set.Failing);
        json.WriteObjects("items", set.Items, item => WriteItem(json, set, item));
    }

    private static void WriteItem(Utf8JsonWriter json, ChangedItems set, ChangedItem item)
    {
        json.WriteString("id", item.Id);
        json.WriteString("relation", item.Relation);
        json.WriteString("gold", AnswerLetters.Of(new Answer(item.Gold)));
        json.WriteLanguages("lostIn", item.LostIn);
        json.WriteLanguages("wonIn", item.WonIn);
        json.WriteString("lost", item.LostIn.Any() ? set.SpreadOf(item).ToString().ToLowerInvariant() : null);
        json.WriteStartObject("english");
        WriteText(json, set.TextOf(item, Language.Pivot));
        json.WriteString("before", AnswerLetters.Of(item.PivotBefore));
        json.WriteString("now", AnswerLetters.Of(item.PivotNow));
        json.WriteOptional("correctBefore", item.PivotBefore is { } before ? before.Choice == item.Gold : null);
        json.WriteOptional("correctNow", item.PivotNow is { } now ? now.Choice == item.Gold : null);
        json.WriteEndObject();
        json.WriteObjects("answers", item.Changes, change =>
        {
            json.WriteString("language", change.Language.Code);
            json.WriteString("change", change.IsLost ? "lost" : "won");
            WriteText(json, set.TextOf(item, change.Language));
            json.WriteString("before", AnswerLetters.Of(change.Before));
            json.WriteString("now", AnswerLetters.Of(change.Now));
        });
    }

    private static void WriteText(Utf8JsonWriter json, ProbeItem? item)
    {
        json.WriteString("premise", item?.Premise);
        json.WriteString("question", item?.Question);
        json.WriteTexts("options", item is null ? [] : item.Options);
    }
}
