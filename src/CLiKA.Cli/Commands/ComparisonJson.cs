using CLiKA.Baselines;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Measurements.Taught;

namespace CLiKA.Cli.Commands;

/// <summary>What the judges say of two measurements, for programs.</summary>
internal static class ComparisonJson
{
    public static string Render(Judgement judgement, ConductivityJudgement conductivity) => JsonLayout.Render(
        new
        {
            Verdict = VerdictName.Of(judgement.Verdict),
            Cells = judgement.Cells.Select(cell => new
            {
                cell.ProbeSet,
                Language = cell.Language.Code,
                N = cell.Count,
                Lost = cell.Lost.Length,
                Won = cell.Won.Length,
                cell.P,
                PHolm = cell.AdjustedP,
                cell.DetectableLoss,
                Noise = Noise(cell.Noise),
                Verdict = VerdictName.Of(cell.Verdict),
            }),
            Pools = judgement.Pools.Select(pool => new
            {
                pool.ProbeSet,
                Level = pool.Level.ToString(),
                N = pool.Items,
                pool.Languages,
                pool.Before,
                pool.Now,
                pool.P,
                PHolm = pool.AdjustedP,
                pool.DetectableLoss,
                Noise = Noise(pool.Noise),
                Verdict = VerdictName.Of(pool.Verdict),
            }),
            judgement.ItemsToSettle,
            judgement.Remarks,
            Objections = judgement.Objections.Select(objection => new
            {
                objection.ProbeSet,
                Verdict = VerdictName.Of(objection.Verdict),
                objection.Reason,
            }),
            Conductivity = new
            {
                Verdict = VerdictName.Of(conductivity.Verdict),
                Cells = conductivity.Cells.Select(cell => new
                {
                    cell.World,
                    Language = cell.Language.Code,
                    Way = RetrievalWayName.Of(cell.Way),
                    Before = cell.Baseline.Mean(cell.Way),
                    Now = cell.Received.Mean(cell.Way),
                    cell.P,
                    PHolm = cell.AdjustedP,
                    cell.TrainingNoise,
                    Verdict = ConductivityVerdictName.Of(cell.Verdict),
                }),
                Objections = conductivity.Objections.Select(objection => new
                {
                    objection.World,
                    Language = objection.Language?.Code,
                    Verdict = VerdictName.Of(objection.Verdict),
                    objection.Reason,
                }),
            },
        });

    private static object? Noise(NoiseFloor? noise) => noise is null
        ? null
        : new { Execution = noise.Execution?.Size, Wordings = noise.Wordings?.Size, Used = noise.Used?.Size };
}
