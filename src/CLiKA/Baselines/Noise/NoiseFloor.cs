namespace CLiKA.Baselines.Noise;

/// <summary>The noise floor of one cell, or of one level of a probe set over all its languages.</summary>
/// <param name="Execution">The largest movement under other ways of running the same weights; null where none was measured.</param>
/// <param name="Wordings">The largest movement under other wordings; null where none was measured.</param>
/// <param name="Use">Which of the two count.</param>
public sealed record NoiseFloor(NoiseMovement? Execution, NoiseMovement? Wordings, NoiseUse Use)
{
    /// <summary>The movement that a change has to exceed to count; null where no noise that counts was measured.</summary>
    public NoiseMovement? Used => Use switch
    {
        NoiseUse.Execution => Execution,
        NoiseUse.Wordings => Wordings is null || Execution?.Size >= Wordings.Size ? Execution : Wordings,
        _ => null,
    };
}
