using System.Globalization;

namespace CLiKA.TestLogger;

/// <summary>Logging commands for Azure Pipelines: issues of the run, and a page of its summary (learn.microsoft.com, "Logging commands").</summary>
internal static class AzurePipelines
{
    /// <summary>Returns the lines to print.</summary>
    /// <returns>The lines; empty on other servers.</returns>
    public static IEnumerable<string> Commands(RunHandOver run, Func<string, string?> variable) =>
        string.Equals(variable("TF_BUILD"), "true", StringComparison.OrdinalIgnoreCase)
            ? run.Annotations.Select(Command).Concat(run.SummaryFile is { } file ? [$"##vso[task.uploadsummary]{Data(file)}"] : [])
            : [];

    private static string Command(Annotation annotation)
    {
        var source = annotation.File is null ? string.Empty : $";sourcepath={Property(annotation.File)}";
        var line = annotation.Line is { } number ? string.Create(CultureInfo.InvariantCulture, $";linenumber={number}") : string.Empty;
        return $"##vso[task.logissue type=error{source}{line}]{Data($"{annotation.Title}: {annotation.Message}")}";
    }

    private static string Data(string text) => text
        .Replace("%", "%AZP25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("]", "%5D", StringComparison.Ordinal);
}
