namespace CLiKA.TestLogger;

/// <summary>Something that a person has to look at, as a build server shows it beside the changed files.</summary>
/// <param name="Title">A few words.</param>
/// <param name="Message">What it is, in one or more lines.</param>
/// <param name="File">Full path of the file that it is about; null where there is none.</param>
/// <param name="Line">The line, from 1; null where it is about no line.</param>
public sealed record Annotation(string Title, string Message, string? File = null, int? Line = null);
