using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Measurements.Repeats;

namespace CLiKA.Reporting.Results;

/// <summary>Writes the outcome of asking a tenth of the questions again as JSON.</summary>
internal static class DeterminismJson
{
    /// <summary>Writes the property <c>determinism</c>, null if none was asked again.</summary>
    public static void Write(Utf8JsonWriter json, Determinism? determinism) => json.WriteOptional("determinism", determinism, asked =>
    {
        json.WriteBoolean("required", asked.IsRequired);
        json.WriteBoolean("fails", asked.Fails);
        Write(json, "repeated", asked.Repeated);
        Write(json, "onCpu", asked.OnCpu);
        json.WriteString("cpuFault", asked.CpuFault);
    });

    private static void Write(Utf8JsonWriter json, string name, Repetition? repetition) => json.WriteOptional(name, repetition, asked =>
    {
        json.WriteString("way", asked.Way);
        json.WriteNumber("asked", asked.Asked);
        json.WriteNumber("tolerance", asked.Tolerance);
        json.WriteOptional("smallestMargin", asked.SmallestMargin);
        json.WriteOptional("smallestChangedMargin", asked.SmallestChangedMargin);
        json.WriteOptional("largestMove", asked.LargestMove);
        json.WriteObjects("changed", asked.Changed, change =>
        {
            json.WriteString("probeSet", change.ProbeSet);
            json.WriteString("language", change.Language.Code);
            json.WriteString("item", change.Item);
            json.WriteString("usual", AnswerLetters.Of(change.Usual));
            json.WriteString("other", AnswerLetters.Of(change.Other));
            json.WriteOptional("margin", change.Margin);
            json.WriteBoolean("explained", asked.IsExplained(change));
        });
    });
}
