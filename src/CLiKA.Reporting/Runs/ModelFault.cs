namespace CLiKA.Reporting.Runs;

/// <summary>A model that could not be measured, or not in all that was asked of it: the run has failed, and reports must not pass over it.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Reason">What went wrong.</param>
public sealed record ModelFault(string Model, string Reason);
