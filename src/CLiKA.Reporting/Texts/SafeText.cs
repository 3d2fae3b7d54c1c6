using System.Text.RegularExpressions;
using CLiKA.Input;

namespace CLiKA.Reporting.Texts;

/// <summary>
/// Makes untrusted texts of probes, models and servers safe to display: they can neither break a line, nor reorder the text around them, nor pass
/// a command to a build server.
/// </summary>
public static partial class SafeText
{
    /// <summary>
    /// Returns a text on one line: runs of white space become a space, and invisible characters are written out, such as <c>[U+202E]</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The text, with its own directional marks, which affect nothing outside it.</returns>
    public static string Line(string text) => Printable.Of(WhiteSpace().Replace(text, " ").Trim());

    /// <summary>
    /// Neutralizes the commands that GitHub Actions and Azure Pipelines read from printed lines, by inserting a space into <c>::</c> at the
    /// beginning of a line and into <c>##[</c> and <c>##vso[</c> anywhere. Control characters for a terminal are written out as well.
    /// </summary>
    /// <param name="text">The lines.</param>
    /// <returns>The lines.</returns>
    public static string WithoutCommands(string text) =>
        HashCommand().Replace(ColonCommand().Replace(Printable.Lines(text), "${start}: :"), "# #${name}[");

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    // The servers ignore white space at the beginning of a line, and also take a carriage return as a line end.
    [GeneratedRegex(@"(?<start>(^|[\r\n\u0085\u2028\u2029])\s*)::", RegexOptions.ExplicitCapture)]
    private static partial Regex ColonCommand();

    [GeneratedRegex(@"##(?<name>\w*)\[", RegexOptions.ExplicitCapture)]
    private static partial Regex HashCommand();
}
