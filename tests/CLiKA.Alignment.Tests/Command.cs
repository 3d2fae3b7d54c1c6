using System.Diagnostics;
using System.Text;

namespace CLiKA.Alignment.Tests;

/// <summary>Runs programs as a user does.</summary>
internal static class Command
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="start">The program, where it runs and with which environment.</param>
    /// <param name="patience">How long it may take; after that it is ended, with all that it started.</param>
    public static async Task<CommandResult> RunAsync(ProcessStartInfo start, TimeSpan patience)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        using var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new CommandResult(process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
