using System.Globalization;

namespace CLiKA.Lab.Training;

/// <summary>The progress of a training.</summary>
/// <param name="Step">Number of completed steps.</param>
/// <param name="Steps">Total number of steps.</param>
/// <param name="Loss">Mean loss of the last steps, in nats per token.</param>
/// <param name="TokensPerSecond">Tokens per second since the beginning, without padding.</param>
public sealed record TrainingProgress(int Step, int Steps, double Loss, double TokensPerSecond)
{
    /// <summary>Share of the steps that is done, in (0, 1].</summary>
    public double Share => (double)Step / Steps;

    /// <summary>Describes the progress.</summary>
    /// <param name="what">What is trained.</param>
    /// <returns>For example <c>German: 40 of 900 steps, loss 1.234, 900 tokens/s</c>.</returns>
    public string Describe(string what) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {Step:N0} of {Steps:N0} steps, loss {Loss:0.000}, {TokensPerSecond:0} tokens/s");
}
