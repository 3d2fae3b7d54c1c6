using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;

namespace CLiKA.TestLogger;

/// <summary>
/// Prints the alignment table at the end of <c>dotnet test</c>: a test's own output would be shown for failing tests only. The suite,
/// which runs in a process of its own, learns from the environment which file to write the table to.
/// </summary>
[FriendlyName("alignment")]
[ExtensionUri("logger://clika/alignment")]
public sealed class AlignmentTableLogger : ITestLogger
{
    /// <summary>The environment variable with the path of the file that the table is printed from.</summary>
    public const string TableVariable = "CLIKA_TABLE_FILE";

    /// <inheritdoc/>
    public void Initialize(TestLoggerEvents events, string testRunDirectory)
    {
        // A new file for each run: runs beside each other keep apart, and one that dies early shows nobody's old numbers.
        var table = Path.Combine(Path.GetTempPath(), $"clika-{Guid.NewGuid():N}.txt");
        Environment.SetEnvironmentVariable(TableVariable, table);
        events.TestRunComplete += (_, _) =>
        {
            if (File.Exists(table))
            {
                Console.WriteLine();
                Console.WriteLine(File.ReadAllText(table));
                File.Delete(table);
            }
        };
    }
}
