namespace CLiKA.Measurements.Repeats;

/// <summary>Whether a model answers the same however it is asked: a tenth of the questions, asked again.</summary>
/// <param name="Repeated">In other batches, and with another number of threads.</param>
public sealed record Determinism(Repetition Repeated)
{
    /// <summary>The same tenth asked on the CPU, of a model that usually runs on another class of device; null elsewhere.</summary>
    public Repetition? OnCpu { get; init; }

    /// <summary>Why it could not be asked on the CPU; null where it was, or need not be.</summary>
    public string? CpuFault { get; init; }

    /// <summary>Whether a changed answer fails the run, and is not only shown.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>Whether the run fails: last digits do not explain a changed answer. What another class of device answers is only shown.</summary>
    public bool Fails => IsRequired && Repeated.Unexplained.Any();
}
