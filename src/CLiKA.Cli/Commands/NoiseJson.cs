using CLiKA.Input;
using CLiKA.Measurements.Noise;

namespace CLiKA.Cli.Commands;

/// <summary>Renders the noise of models as JSON.</summary>
internal static class NoiseJson
{
    public static string Render(IEnumerable<ModelNoise> models) => JsonLayout.Render(
        new
        {
            Models = models.Select(noise => new
            {
                noise.Model,
                noise.Device,
                ProbeSets = noise.ProbeSets.Select(set => new
                {
                    set.ProbeSet,
                    set.Weights,
                    Kinds = set.Kinds.Select(Kind),
                }),
                NotMeasured = noise.NotMeasured.Select(missing => new { Kind = EnumName.Of(missing.Kind), missing.Reason }),
            }),
        });

    private static object Kind(KindNoise kind) => new
    {
        Kind = EnumName.Of(kind.Kind),
        kind.Variants,
        Levels = kind.Pools.Select(pool => new { Level = pool.Level.ToString(), pool.Change, pool.Variant }),
        Cells = kind.Cells.Select(cell => new
        {
            Language = cell.Language.Code,
            cell.Items,
            cell.Discordant,
            DiscordantShare = cell.Share,
            cell.Lost,
            cell.Won,
            cell.Change,
            LeadFrom = cell.Margins?.Low,
            LeadTo = cell.Margins?.High,
            cell.Variant,
        }),
    };
}
