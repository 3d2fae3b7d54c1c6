using System.Text.Json;
using CLiKA.Input;
using CLiKA.Prompts;

namespace CLiKA.Measurements;

/// <summary>Reads and writes fingerprints in measurements and baselines.</summary>
internal static class FingerprintJson
{
    private const string Name = "fingerprint";

    public static void Write(Utf8JsonWriter json, Fingerprint fingerprint)
    {
        json.WriteStartObject(Name);
        json.WriteString("items", fingerprint.Items);
        json.WriteString("prompt", fingerprint.Prompt);
        json.WriteString("scoring", fingerprint.Scoring);
        json.WriteString("letters", EnumName.Of(fingerprint.Letters));
        json.WriteNumber("wordings", fingerprint.Wordings);
        json.WriteString("device", fingerprint.Device);
        if (fingerprint.Adapter is { } adapter)
        {
            json.WriteString("adapter", adapter);
        }

        json.WriteEndObject();
    }

    public static Fingerprint Read(JsonRecord set)
    {
        var record = set.Record(Name);
        return new Fingerprint(
            record.NonBlankText("items"), record.NonBlankText("prompt"), record.NonBlankText("scoring"), record.NonBlankText("device"))
        {
            Letters = record.EnumValue<LetterOrder>("letters"),
            Wordings = record.WholeNumber("wordings"),
            Adapter = record.Has("adapter") ? record.NonBlankText("adapter") : null,
        };
    }
}
