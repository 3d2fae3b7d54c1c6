using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Baselines;

/// <summary>Reads and writes the list of acceptances in baseline files: one line per acceptance, oldest first.</summary>
internal static class AcceptedChangeJson
{
    /// <summary>Name of the JSON property.</summary>
    public const string Name = "accepted";

    public static void Write(Utf8JsonWriter json, ImmutableArray<AcceptedChange> changes)
    {
        if (changes.IsEmpty)
        {
            return;
        }

        // Utf8JsonWriter would either break up an entry or keep all entries on one line.
        json.WritePropertyName(Name);
        json.WriteRawValue($"[\n    {string.Join(",\n    ", changes.Select(change => BaselineJson.Line(Columns(change))))}\n  ]");
    }

    /// <exception cref="InvalidInputException">The list is damaged.</exception>
    public static ImmutableArray<AcceptedChange> Read(JsonRecord file) => file.Has(Name) ? [.. file.Records(Name).Select(ReadChange)] : [];

    private static IEnumerable<(string Name, string Text)> Columns(AcceptedChange change)
    {
        if (change.Release is { } release)
        {
            yield return ("release", Quoted(release));
        }

        if (change.Reason is { } reason)
        {
            yield return ("reason", Quoted(reason));
        }

        if (change.IsRevision)
        {
            yield return ("revision", "true");
        }

        if (!change.References.IsEmpty)
        {
            yield return ("references", $"[{string.Join(", ", change.References.Select(language => Quoted(language.Code)))}]");
        }
    }

    private static AcceptedChange ReadChange(JsonRecord record, int index)
    {
        record.AllowOnly("release", "reason", "revision", "references");
        var change = new AcceptedChange(record.Has("reason") ? record.NonBlankText("reason") : null)
        {
            Release = record.Has("release") ? record.NonBlankText("release") : null,
            IsRevision = record.Has("revision") && record.Truth("revision"),
            References =
            [
                .. (record.Has("references") ? record.Texts("references") : []).Select(code => record.LanguageOf("'references'", code)),
            ],
        };
        return (change.Reason ?? change.Release) is not null && (change.Release is null || index == 0)
            ? change
            : throw record.Error($"'{Name}' is damaged: expected a 'reason' in each entry, and a 'release' in none but the first.");
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JsonText.Line.Encoder)}\"";
}
