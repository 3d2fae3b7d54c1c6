namespace CLiKA.Cli.Tests;

/// <summary>What a run of the command line left.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Errors);
