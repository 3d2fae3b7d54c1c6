using CLiKA.Input;
using CLiKA.Probes;

namespace CLiKA.Recordings;

/// <summary>
/// Reads the probe files published with the paper, which come in three formats: X-Geo and X-Name (<c>questions</c>, <c>answers</c>), X-COPA
/// (<c>premise</c>, <c>choice1</c>, <c>choice2</c>) and X-CSQA (<c>question.stem</c>, <c>question.choices</c>).
/// </summary>
internal static class PublishedProbeFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The items, each with its line.</returns>
    public static IReadOnlyList<(ProbeItem Item, int Line)> Read(string path) =>
        UniqueIds.Check(JsonInput.ReadLines(path).Select(record => (ReadItem(record), record)));

    /// <summary>Reads an id, which is a number in some files and a string in others.</summary>
    /// <param name="record">The object.</param>
    /// <param name="name">Name of the property.</param>
    /// <returns>The id as a string.</returns>
    public static string Id(JsonRecord record, string name) =>
        record.Element.TryGetProperty(name, out var id) && id.ValueKind == System.Text.Json.JsonValueKind.Number
            ? id.GetRawText()
            : record.NonBlankText(name);

    private static ProbeItem ReadItem(JsonRecord record)
    {
        var item = ReadShape(record);
        return item.Gold >= 0 && item.Gold < item.Options.Length
            ? item
            : throw record.Error($"id '{item.Id}': the label names none of its {item.Options.Length} options.");
    }

    private static ProbeItem ReadShape(JsonRecord record)
    {
        var id = Id(record, "id");
        if (record.Has("questions"))
        {
            return new ProbeItem(id, record.NonBlankText("questions"), record.Texts("answers"), record.WholeNumber("label"));
        }

        if (record.Has("premise"))
        {
            return new ProbeItem(
                id,
                record.NonBlankText("question"),
                [record.NonBlankText("choice1"), record.NonBlankText("choice2")],
                record.WholeNumber("label"),
                record.NonBlankText("premise"));
        }

        var question = record.Record("question");
        var choices = question.Record("choices");
        return new ProbeItem(
            id, question.NonBlankText("stem"), choices.Texts("text"), choices.Texts("label").IndexOf(record.NonBlankText("answerKey")));
    }
}
