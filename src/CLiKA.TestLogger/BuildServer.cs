namespace CLiKA.TestLogger;

/// <summary>Reports a run to the build server that it runs on, in the server's own format.</summary>
public static class BuildServer
{
    /// <summary>Writes the job summary where the server keeps it in a file, and returns the lines to print.</summary>
    /// <param name="run">The run.</param>
    /// <param name="variable">Returns the value of an environment variable.</param>
    /// <returns>The lines; empty if no known server is detected.</returns>
    public static IEnumerable<string> Commands(RunHandOver run, Func<string, string?> variable) =>
        GitHubActions.Commands(run, variable).Concat(AzurePipelines.Commands(run, variable));
}
