using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;

namespace CLiKA.TestLogger;

/// <summary>
/// Prints the alignment table at the end of <c>dotnet test</c>, since a test's own output would be shown for failing tests only; on a build
/// server also annotates what regressed, and hands it the summary. The suite, which runs in a process of its own, learns from the
/// environment which file to leave it in.
/// </summary>
[FriendlyName("alignment")]
[ExtensionUri("logger://clika/alignment")]
public sealed class AlignmentLogger : ITestLogger
{
    /// <inheritdoc/>
    public void Initialize(TestLoggerEvents events, string testRunDirectory)
    {
        // A new file for each run: runs beside each other keep apart, and one that dies early shows nobody's old numbers. Of several
        // loggers of this kind the last one names the file, so that it alone prints.
        var path = Path.Combine(Path.GetTempPath(), $"clika-{Guid.NewGuid():N}.json");
        Environment.SetEnvironmentVariable(RunHandOver.FileVariable, path);
        events.TestRunComplete += (_, _) =>
        {
            if (File.Exists(path))
            {
                Print(RunHandOver.Read(path), Environment.GetEnvironmentVariable, Console.Out);
                File.Delete(path);
            }
        };
    }

    /// <summary>Prints a run, and what the build server that it ran on understands.</summary>
    /// <param name="run">The run.</param>
    /// <param name="variable">The environment.</param>
    /// <param name="output">What the build server reads.</param>
    internal static void Print(RunHandOver run, Func<string, string?> variable, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(run.Table);
        foreach (var command in BuildServer.Commands(run, variable))
        {
            output.WriteLine(command);
        }
    }
}
