namespace CLiKA.TestLogger;

/// <summary>A finding that needs attention, as a build server shows it beside the changed files.</summary>
/// <param name="Title">A short title.</param>
/// <param name="Message">The message, one or more lines.</param>
/// <param name="File">Full path of the file concerned; null for none.</param>
/// <param name="Line">One-based line; null for none.</param>
public sealed record Annotation(string Title, string Message, string? File = null, int? Line = null);
