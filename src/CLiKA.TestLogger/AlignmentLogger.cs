using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace CLiKA.TestLogger;

/// <summary>
/// Prints how far a run of <c>dotnet test</c> is, what fails, and the alignment table at its end, since a test's own output is shown for failing tests
/// only; on a build server, also annotates regressions and hands over the summary. The suite runs in a process of its own and finds the path of the
/// hand-over file in the environment.
/// </summary>
[FriendlyName("alignment")]
[ExtensionUri("logger://clika/alignment")]
public sealed class AlignmentLogger : ITestLogger
{
    /// <inheritdoc/>
    public void Initialize(TestLoggerEvents events, string testRunDirectory)
    {
        // A new file per run keeps parallel runs apart, and a run that dies early shows no old numbers. With several loggers of this kind, the
        // last one sets the path, so that it alone prints.
        var path = HandOverFile.In(Path.GetTempPath(), TimeProvider.System);
        Environment.SetEnvironmentVariable(RunHandOver.FileVariable, path);
        var progress = ProgressFile.Follow(path, Console.Out, TimeSpan.FromSeconds(1));
        var failed = new FailedTests(Console.Out);
        if (IsConsoleQuiet(Environment.GetCommandLineArgs()))
        {
            events.TestResult += (_, test) =>
            {
                if (Prints())
                {
                    failed.Print(test.Result);
                }
            };
            events.TestRunMessage += PrintWarning;
            events.DiscoveryMessage += PrintWarning;
        }

        events.TestRunComplete += (_, _) =>
        {
            progress.Dispose();
            failed.PrintOthers();
            if (File.Exists(path))
            {
                Print(RunHandOver.Read(path), Environment.GetEnvironmentVariable, Console.Out);
                File.Delete(path);
            }
        };

        bool Prints() => Environment.GetEnvironmentVariable(RunHandOver.FileVariable) == path;

        // A quiet console logger leaves out warnings too, among them the only word about a filter that matches nothing.
        void PrintWarning(object? sender, TestRunMessageEventArgs message)
        {
            if (message.Level == TestMessageLevel.Warning && Prints())
            {
                Console.Out.WriteLine(message.Message);
            }
        }
    }

    /// <summary>
    /// Returns whether the test platform's console logger prints no failures: CLiKA.Xunit.targets tells it so, unless the user chose how much it prints.
    /// </summary>
    /// <param name="arguments">The arguments of the test platform.</param>
    internal static bool IsConsoleQuiet(IEnumerable<string> arguments) => arguments.Any(
        argument => argument.Contains("logger:console", StringComparison.OrdinalIgnoreCase) && argument.Contains("verbosity=quiet", StringComparison.OrdinalIgnoreCase));

    /// <summary>Prints a run, and the commands of the build server.</summary>
    /// <param name="run">The run.</param>
    /// <param name="variable">Returns the value of an environment variable.</param>
    /// <param name="output">The output that the build server reads.</param>
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
