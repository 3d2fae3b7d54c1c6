namespace CLiKA.Measurements.Repeats;

/// <summary>The check whether a model's answers are independent of how it is run: a tenth of the questions, asked again.</summary>
/// <param name="Repeated">The repetition in other batches and with another number of threads.</param>
public sealed record Determinism(Repetition Repeated)
{
    /// <summary>The repetition on the CPU, for a model that usually runs on another kind of device; otherwise null.</summary>
    public Repetition? OnCpu { get; init; }

    /// <summary>The reason why the CPU could not be used; null where it could, or need not be.</summary>
    public string? CpuFault { get; init; }

    /// <summary>Whether a changed answer fails the run rather than being shown only.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>Whether the run fails: rounding does not explain a changed answer. Changes on another kind of device are shown only.</summary>
    public bool Fails => IsRequired && Repeated.Unexplained.Any();
}
