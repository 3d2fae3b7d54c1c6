namespace CLiKA.Lab.Training;

/// <summary>How far a training is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps to do.</param>
/// <param name="Loss">Mean loss of the last steps, in nats a token.</param>
/// <param name="TokensPerSecond">Tokens read a second, padding not counted, since the beginning.</param>
/// <param name="Remaining">Time that the rest will take at this speed.</param>
public sealed record TrainingProgress(int Step, int Steps, double Loss, double TokensPerSecond, TimeSpan Remaining);
