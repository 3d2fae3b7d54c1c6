namespace CLiKA.Reporting.Runs;

/// <summary>One reason why a run fails, for a build server to show beside the reviewed file that it concerns.</summary>
/// <param name="Title">What failed, in a few words.</param>
/// <param name="Message">Why.</param>
/// <param name="File">Path of the baseline; null if there is none.</param>
/// <param name="Line">One-based line of the language in the file; null if the finding concerns all languages.</param>
public sealed record RunFinding(string Title, string Message, string? File = null, int? Line = null);
