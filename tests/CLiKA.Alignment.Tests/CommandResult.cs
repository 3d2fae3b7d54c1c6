namespace CLiKA.Alignment.Tests;

/// <summary>What a command left on the console.</summary>
internal sealed record CommandResult(int ExitCode, string Output);
