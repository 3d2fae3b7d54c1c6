using System.Text.Json;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Reporting.Runs;

namespace CLiKA.Reporting.Results;

/// <summary>
/// Writes a run as JSON (<c>results.json</c>; its schema is <c>docs/results.schema.json</c>): verdicts, metrics, tests, and every item that was
/// lost or won. The same run gives the same bytes.
/// </summary>
public static class ResultsJson
{
    /// <summary>Version of the schema, raised when readers of the previous version could no longer understand the file.</summary>
    public const int Version = 1;

    /// <summary>Writes a run.</summary>
    /// <param name="models">The models that were measured.</param>
    /// <param name="faults">The models that could not be measured.</param>
    /// <returns>The JSON text, with a final newline.</returns>
    public static string Render(IReadOnlyCollection<ModelReport> models, IReadOnlyCollection<ModelFault> faults) =>
        JsonText.WriteObject(JsonText.Indented, json =>
        {
            json.WriteString("format", "clika-results");
            json.WriteNumber("version", Version);
            json.WriteString("verdict", RunVerdict.Of(models, faults));
            json.WriteObjects("models", models, model => WriteModel(json, model));
            json.WriteObjects("notMeasured", faults, fault =>
            {
                json.WriteString("model", fault.Model);
                json.WriteString("reason", fault.Reason);
            });
        }) + "\n";

    private static void WriteModel(Utf8JsonWriter json, ModelReport model)
    {
        json.WriteString("model", model.Model);
        json.WriteString("folder", model.Folder);
        if (model.Received.StandsInFor is { } configured)
        {
            json.WriteString("standsInFor", configured);
        }

        json.WriteString("device", model.Device);
        json.WriteString("verdict", EnumName.Of(model.Verdict));
        json.WriteStartObject("gate");
        json.WriteNumber("alpha", model.Judgement.Policy.Alpha);
        json.WriteNumber("minimumDrop", model.Judgement.Policy.MinimumDrop);
        json.WriteString("tests", EnumName.Of(model.Judgement.Policy.Tests));
        json.WriteNumber("pooledShare", model.Judgement.Policy.PooledShare);
        json.WriteNumber("releaseShare", model.Judgement.Policy.ReleaseShare);
        json.WriteString("noise", EnumName.Of(model.Judgement.Policy.Noise));
        json.WriteBoolean("strict", model.Judgement.Policy.Strict);
        json.WriteTexts("noLossIn", model.Judgement.Policy.NoLossIn.Order(StringComparer.Ordinal));
        json.WriteBoolean("acrossDevices", model.Judgement.Policy.AcrossDevices);
        json.WriteEndObject();
        json.WriteTexts("unguarded", model.Unguarded);
        json.WriteObjects("probeSets", model.Received.ProbeSets, set => WriteSet(json, model, set));
        json.WriteStartObject("judgement");
        JudgementJson.Write(json, model.Judgement, model.Retrieval);
        json.WriteEndObject();
        json.WriteTexts("teachingFaults", model.Faults);
        DeterminismJson.Write(json, model.Determinism);
        json.WriteTexts("caveats", model.Caveats.Concat(MeasurementDoubts.Of(model.Received, model.Judgement.Policy)));
        json.WriteObjects("changes", model.Changes, set => ChangesJson.Write(json, set));
        json.WriteObjects("changesSinceRelease", model.ChangesSinceRelease, set => ChangesJson.Write(json, set));
    }

    private static void WriteSet(Utf8JsonWriter json, ModelReport model, ProbeSetMeasurement set)
    {
        var description = model.Packs.GetValueOrDefault(set.ProbeSet)?.Description;
        var baseline = model.Baseline?.In(set.ProbeSet);
        json.WriteString("probeSet", set.ProbeSet);
        json.WriteString("title", description?.Title);
        json.WriteString("stream", description is null ? null : EnumName.Of(description.Stream));
        json.WriteNumber("items", set.Gold.Length);
        json.WriteNumber("chance", Math.Round((decimal)set.Chance, 6));
        json.WriteNumber("ceiling", set.Ceiling);
        json.WriteString("scoring", set.Fingerprint.Scoring);
        json.WriteString("letters", EnumName.Of(set.Fingerprint.Letters));
        json.WriteNumber("wordings", set.Fingerprint.Wordings);
        json.WriteString("itemsHash", set.Fingerprint.Items);
        json.WriteObjects("languages", set.Languages, cell =>
        {
            json.WriteString("language", cell.Language.Code);
            json.WriteStartObject("now");
            LanguageMetricsJson.Write(json, cell);
            json.WriteEndObject();
            json.WriteOptional("before", baseline?.In(cell.Language), before => LanguageMetricsJson.Write(json, before));
        });
    }
}
