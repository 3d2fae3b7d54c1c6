using CLiKA.Input;
using CLiKA.Reporting.Runs;
using CLiKA.TestLogger;

namespace CLiKA.Cli;

/// <summary>Tells a build server of a comparison what the suite's logger tells it of a run.</summary>
internal static class JobReport
{
    private static TextWriter _server = TextWriter.Null;

    /// <summary>Says where a build server reads orders: all else that is printed is kept free of them.</summary>
    /// <param name="server">What it reads.</param>
    public static void WriteTo(TextWriter server) => _server = server;

    /// <summary>Adds the comparison to the summary of the job, and annotates what failed; nothing where no server is known.</summary>
    /// <param name="report">What the comparison says.</param>
    /// <param name="texts">The same in words.</param>
    /// <param name="folder">The folder with its report; null where none was left.</param>
    public static void Tell(ModelReport report, RunTexts texts, string? folder)
    {
        var annotations = RunFindings.Of([report], []).Select(finding => new Annotation(finding.Title, finding.Message, finding.File, finding.Line));
        var summary = folder is null ? LeftForAgent(texts.Summary) : Path.GetFullPath(Path.Combine(folder, RunReport.SummaryFile));
        foreach (var command in BuildServer.Commands(new(texts.Table, texts.Summary, summary, [.. annotations]), Environment.GetEnvironmentVariable))
        {
            _server.WriteLine(command);
        }
    }

    // Azure Pipelines takes a summary from a file alone, which it may read after this process has ended; its agent clears the folder with the job.
    private static string? LeftForAgent(string summary)
    {
        if (Environment.GetEnvironmentVariable("AGENT_TEMPDIRECTORY") is not { Length: > 0 } folder)
        {
            return null;
        }

        var path = Path.Combine(folder, $"clika-{Guid.NewGuid():N}", RunReport.SummaryFile);
        try
        {
            AtomicFile.WriteAllText(path, summary);
            return path;
        }
        catch (InvalidInputException error)
        {
            Console.Error.WriteLine(error.Message);
            return null;
        }
    }
}
