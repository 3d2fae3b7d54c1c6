using System.Globalization;

namespace CLiKA.Lab.Training;

/// <summary>The progress of a training.</summary>
/// <param name="Step">Number of completed steps.</param>
/// <param name="Steps">Total number of steps.</param>
/// <param name="Loss">Mean loss of the last steps, in nats per token.</param>
/// <param name="TokensPerSecond">Tokens per second since the beginning, without padding.</param>
/// <param name="Remaining">Estimated time for the remaining steps at this speed.</param>
public sealed record TrainingProgress(int Step, int Steps, double Loss, double TokensPerSecond, TimeSpan Remaining)
{
    /// <summary>Share of the steps that is done, in (0, 1].</summary>
    public double Share => (double)Step / Steps;

    /// <summary>Describes the progress.</summary>
    /// <param name="what">What is trained.</param>
    /// <returns>For example <c>German: loss 1.234, 900 tokens/s, 1:05:00 left</c>.</returns>
    public string Describe(string what) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: loss {Loss:0.000}, {TokensPerSecond:0} tokens/s, {(int)Remaining.TotalHours}:{Remaining:mm\\:ss} left");
}
