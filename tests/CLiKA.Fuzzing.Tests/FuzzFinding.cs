namespace CLiKA.Fuzzing.Tests;

/// <summary>An input that was neither read nor refused in words.</summary>
/// <param name="Number">Which input it was.</param>
/// <param name="Problem">What happened.</param>
/// <param name="Signature">The same for inputs that meet the same fault.</param>
/// <param name="Saved">Where the input was kept.</param>
internal sealed record FuzzFinding(int Number, string Problem, string Signature, string Saved);
