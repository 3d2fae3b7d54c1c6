namespace CLiKA.Reporting.Runs;

/// <summary>One reason why a run is red, for a build server to show beside the reviewed file that it concerns.</summary>
/// <param name="Title">What failed, in a few words.</param>
/// <param name="Message">Why.</param>
/// <param name="File">Path of the baseline; null where there is none.</param>
/// <param name="Line">The language's line in it, from 1; null where it is about all of them.</param>
public sealed record RunFinding(string Title, string Message, string? File = null, int? Line = null);
