using System.Globalization;

namespace CLiKA.Lab.Training;

/// <summary>How far a training is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps to do.</param>
/// <param name="Loss">Mean loss of the last steps, in nats a token.</param>
/// <param name="TokensPerSecond">Tokens read a second, padding not counted, since the beginning.</param>
/// <param name="Remaining">Time that the rest will take at this speed.</param>
public sealed record TrainingProgress(int Step, int Steps, double Loss, double TokensPerSecond, TimeSpan Remaining)
{
    /// <summary>Which share of the steps is done, in (0, 1].</summary>
    public double Share => (double)Step / Steps;

    /// <summary>How far it is, in words.</summary>
    /// <param name="what">What is trained.</param>
    /// <returns>For example <c>German: loss 1.234, 900 tokens/s, 1:05:00 left</c>.</returns>
    public string Describe(string what) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: loss {Loss:0.000}, {TokensPerSecond:0} tokens/s, {(int)Remaining.TotalHours}:{Remaining:mm\\:ss} left");
}
