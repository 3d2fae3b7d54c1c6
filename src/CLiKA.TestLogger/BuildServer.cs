namespace CLiKA.TestLogger;

/// <summary>Tells the build server that a run is on what came of it, in whichever way it understands.</summary>
public static class BuildServer
{
    /// <summary>Writes the summary of the job where a server keeps it in a file, and tells what to print for it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="variable">The environment.</param>
    /// <returns>The lines; none where no server is known.</returns>
    public static IEnumerable<string> Commands(RunHandOver run, Func<string, string?> variable) =>
        GitHubActions.Commands(run, variable).Concat(AzurePipelines.Commands(run, variable));
}
