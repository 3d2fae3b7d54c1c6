namespace CLiKA.Baselines.Noise;

/// <summary>How far one cell, or one level of a probe set over all its languages, moves by itself.</summary>
/// <param name="Execution">The furthest that other ways of running the same weights moved it; null where none was measured.</param>
/// <param name="Wordings">The furthest that other wordings moved it; null where none was measured.</param>
/// <param name="Use">What counts of the two.</param>
public sealed record NoiseFloor(NoiseMovement? Execution, NoiseMovement? Wordings, NoiseUse Use)
{
    /// <summary>What a change has to exceed to count; null where nothing that counts was measured.</summary>
    public NoiseMovement? Used => Use switch
    {
        NoiseUse.Execution => Execution,
        NoiseUse.Wordings => Wordings is null || Execution?.Size >= Wordings.Size ? Execution : Wordings,
        _ => null,
    };
}
