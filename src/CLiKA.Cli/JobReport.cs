using CLiKA.Input;
using CLiKA.Reporting.Runs;
using CLiKA.TestLogger;

namespace CLiKA.Cli;

/// <summary>Reports a comparison to the build server, as the suite's logger reports a run.</summary>
internal static class JobReport
{
    private static TextWriter _server = TextWriter.Null;

    /// <summary>Sets the writer for workflow commands of the build server, which all other output is kept free of.</summary>
    /// <param name="server">The writer that the build server reads.</param>
    public static void WriteTo(TextWriter server) => _server = server;

    /// <summary>Adds the comparison to the summary of the job, and annotates what failed; does nothing outside a build server.</summary>
    /// <param name="report">The comparison.</param>
    /// <param name="texts">The texts of the report.</param>
    /// <param name="folder">The folder with its report; null where none was written.</param>
    public static void Tell(ModelReport report, RunTexts texts, string? folder)
    {
        var annotations = RunFindings.Of([report], []).Select(finding => new Annotation(finding.Title, finding.Message, finding.File, finding.Line));
        var summary = folder is null ? LeftForAgent(texts.Summary) : Path.GetFullPath(Path.Combine(folder, RunReport.SummaryFile));
        foreach (var command in BuildServer.Commands(new(texts.Table, texts.Summary, summary, [.. annotations]), Environment.GetEnvironmentVariable))
        {
            _server.WriteLine(command);
        }
    }

    // Azure Pipelines reads a summary only from a file, possibly after this process has ended; its agent deletes the folder with the job.
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
