using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Measurements;

/// <summary>Fingerprints in measurements and baselines.</summary>
internal static class FingerprintJson
{
    private const string Name = "fingerprint";

    public static void Write(Utf8JsonWriter json, Fingerprint fingerprint)
    {
        json.WriteStartObject(Name);
        json.WriteString("items", fingerprint.Items);
        json.WriteString("prompt", fingerprint.Prompt);
        json.WriteString("scoring", fingerprint.Scoring);
        json.WriteString("device", fingerprint.Device);
        json.WriteEndObject();
    }

    public static Fingerprint Read(JsonRecord set)
    {
        var record = set.Record(Name);
        return new Fingerprint(
            record.NonBlankText("items"), record.NonBlankText("prompt"), record.NonBlankText("scoring"), record.NonBlankText("device"));
    }
}
