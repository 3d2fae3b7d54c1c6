namespace CLiKA.Alignment.Tests;

/// <summary>What a run of the suite left on the console.</summary>
internal sealed record SuiteResult(int ExitCode, string Output);
