using System.Globalization;

namespace CLiKA.TestLogger;

/// <summary>
/// Workflow commands for GitHub Actions: error annotations, and the job summary (docs.github.com, "Workflow commands for GitHub Actions").
/// </summary>
internal static class GitHubActions
{
    // GitHub shows ten errors per step and drops the others.
    private const int MostAnnotations = 10;

    /// <summary>Writes the job summary, and returns the lines to print.</summary>
    /// <returns>The lines; empty on other servers.</returns>
    public static IEnumerable<string> Commands(RunHandOver run, Func<string, string?> variable)
    {
        if (variable("GITHUB_ACTIONS") != "true")
        {
            return [];
        }

        var commands = Shown(run.Annotations).Select(annotation => Command(annotation, variable("GITHUB_WORKSPACE")));
        if (variable("GITHUB_STEP_SUMMARY") is not { Length: > 0 } summary)
        {
            return commands;
        }

        try
        {
            File.AppendAllText(summary, run.Summary + "\n");
            return commands;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return commands.Append($"The job's summary cannot be written: {error.Message}");
        }
    }

    private static IEnumerable<Annotation> Shown(IReadOnlyCollection<Annotation> annotations)
    {
        if (annotations.Count <= MostAnnotations)
        {
            return annotations;
        }

        var rest = annotations.Skip(MostAnnotations - 1).Select(annotation => annotation.Title).ToList();
        return annotations.Take(MostAnnotations - 1).Append(new Annotation(
            $"{rest.Count} more", $"The job's summary has them: {string.Join("; ", rest)}"));
    }

    private static string Command(Annotation annotation, string? workspace)
    {
        var properties = new List<string>();
        if (annotation.File is { } file)
        {
            var inside = string.IsNullOrEmpty(workspace) ? null : Path.GetRelativePath(workspace, file);
            var shown = inside is null || inside.StartsWith("..", StringComparison.Ordinal) ? file : inside.Replace('\\', '/');
            properties.Add($"file={Property(shown)}");
            if (annotation.Line is { } line)
            {
                properties.Add(string.Create(CultureInfo.InvariantCulture, $"line={line}"));
            }
        }

        properties.Add($"title={Property(annotation.Title)}");
        return $"::error {string.Join(',', properties)}::{Data(annotation.Message)}";
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
