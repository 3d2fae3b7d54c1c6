using System.Text.Json;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Input;

namespace CLiKA.Reporting.Results;

/// <summary>Writes judgements as JSON: a part of a run's results, and the whole output of <c>clika compare --format json</c>.</summary>
public static class JudgementJson
{
    /// <summary>Writes judgements as properties of the current object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="judgement">The judgement on the probe sets.</param>
    /// <param name="conductivity">The judgement on conductivity.</param>
    public static void Write(Utf8JsonWriter json, Judgement judgement, ConductivityJudgement conductivity)
    {
        json.WriteString("verdict", EnumName.Of(judgement.Verdict));
        json.WriteObjects("cells", judgement.Cells, cell => WriteCell(json, cell));
        json.WriteObjects("pools", judgement.Pools, pool => WritePool(json, pool));
        json.WriteObjects("cellsSinceRelease", judgement.CellsSinceRelease, cell => WriteSince(json, cell.Since, () => WriteCell(json, cell)));
        json.WriteObjects("poolsSinceRelease", judgement.PoolsSinceRelease, pool => WriteSince(json, pool.Since, () => WritePool(json, pool)));
        json.WriteOptional("itemsToSettle", judgement.ItemsToSettle);
        json.WriteTexts("remarks", judgement.Remarks);
        json.WriteObjects("objections", judgement.Objections, objection =>
        {
            json.WriteString("probeSet", objection.ProbeSet);
            json.WriteString("verdict", EnumName.Of(objection.Verdict));
            json.WriteString("reason", objection.Reason);
        });
        json.WriteStartObject("conductivity");
        json.WriteString("verdict", EnumName.Of(conductivity.Verdict));
        json.WriteObjects("cells", conductivity.Cells, cell => WriteCell(json, cell));
        json.WriteObjects("objections", conductivity.Objections, objection =>
        {
            json.WriteString("world", objection.World);
            json.WriteString("language", objection.Language?.Code);
            json.WriteString("verdict", EnumName.Of(objection.Verdict));
            json.WriteString("reason", objection.Reason);
        });
        json.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter json, CellComparison cell)
    {
        json.WriteString("probeSet", cell.ProbeSet);
        json.WriteString("language", cell.Language.Code);
        json.WriteNumber("n", cell.Count);
        json.WriteNumber("lost", cell.Lost.Length);
        json.WriteNumber("won", cell.Won.Length);
        json.WriteNumber("change", cell.Change);
        var interval = cell.ChangeInterval;
        json.WriteOptional("changeLow", interval?.Low);
        json.WriteOptional("changeHigh", interval?.High);
        json.WriteNumber("p", cell.P);
        json.WriteOptional("pHolm", cell.AdjustedP);
        json.WriteOptional("detectableLoss", cell.DetectableLoss);
        WriteNoise(json, cell.Noise);
        json.WriteString("verdict", EnumName.Of(cell.Verdict));
    }

    private static void WritePool(Utf8JsonWriter json, PoolComparison pool)
    {
        json.WriteString("probeSet", pool.ProbeSet);
        json.WriteString("level", pool.Level.ToString());
        json.WriteNumber("n", pool.Items);
        json.WriteNumber("languages", pool.Languages);
        json.WriteOptional("before", pool.Before);
        json.WriteOptional("now", pool.Now);
        json.WriteOptional("change", pool.Change);
        json.WriteOptional("p", pool.P);
        json.WriteOptional("pHolm", pool.AdjustedP);
        json.WriteOptional("detectableLoss", pool.DetectableLoss);
        WriteNoise(json, pool.Noise);
        json.WriteString("verdict", EnumName.Of(pool.Verdict));
    }

    private static void WriteSince(Utf8JsonWriter json, ReferencePoint? point, Action writeComparison)
    {
        writeComparison();
        json.WriteString("release", point?.Release);
        json.WriteOptional("acceptedSince", point?.Changes);
    }

    private static void WriteNoise(Utf8JsonWriter json, NoiseFloor? noise) => json.WriteOptional("noise", noise, measured =>
    {
        json.WriteOptional("execution", measured.Execution?.Size);
        json.WriteOptional("wordings", measured.Wordings?.Size);
        json.WriteOptional("used", measured.Used?.Size);
    });

    private static void WriteCell(Utf8JsonWriter json, ConductivityComparison cell)
    {
        json.WriteString("world", cell.World);
        json.WriteString("language", cell.Language.Code);
        json.WriteString("way", EnumName.Of(cell.Way));
        json.WriteOptional("before", cell.Baseline.Mean(cell.Way));
        json.WriteOptional("now", cell.Received.Mean(cell.Way));
        json.WriteOptional("change", cell.Change);
        json.WriteOptional("p", cell.P);
        json.WriteOptional("pHolm", cell.AdjustedP);
        if (cell.TrainingNoise is { } noise)
        {
            json.WriteStartObject("trainingNoise");
            json.WriteNumber("low", noise.Low);
            json.WriteNumber("high", noise.High);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("trainingNoise");
        }

        json.WriteString("verdict", EnumName.Of(cell.Verdict));
    }
}
