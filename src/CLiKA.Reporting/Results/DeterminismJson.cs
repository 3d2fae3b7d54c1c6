using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Measurements.Repeats;

namespace CLiKA.Reporting.Results;

/// <summary>What came of asking a tenth of the questions again, as results have it.</summary>
internal static class DeterminismJson
{
    /// <summary>Writes it as <c>determinism</c>; null where none was asked again.</summary>
    public static void Write(Utf8JsonWriter json, Determinism? determinism)
    {
        if (determinism is null)
        {
            json.WriteNull("determinism");
            return;
        }

        json.WriteStartObject("determinism");
        json.WriteBoolean("required", determinism.IsRequired);
        json.WriteBoolean("fails", determinism.Fails);
        Write(json, "repeated", determinism.Repeated);
        Write(json, "onCpu", determinism.OnCpu);
        json.WriteString("cpuFault", determinism.CpuFault);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Repetition? repetition)
    {
        if (repetition is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("way", repetition.Way);
        json.WriteNumber("asked", repetition.Asked);
        json.WriteNumber("tolerance", repetition.Tolerance);
        json.WriteOptional("smallestMargin", repetition.SmallestMargin);
        json.WriteOptional("smallestChangedMargin", repetition.SmallestChangedMargin);
        json.WriteOptional("largestMove", repetition.LargestMove);
        json.WriteObjects("changed", repetition.Changed, change =>
        {
            json.WriteString("probeSet", change.ProbeSet);
            json.WriteString("language", change.Language.Code);
            json.WriteString("item", change.Item);
            json.WriteString("usual", AnswerLetters.Of(change.Usual));
            json.WriteString("other", AnswerLetters.Of(change.Other));
            json.WriteOptional("margin", change.Margin);
            json.WriteBoolean("explained", repetition.IsExplained(change));
        });
        json.WriteEndObject();
    }
}
