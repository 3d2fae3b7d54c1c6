using System.Text.RegularExpressions;
using CLiKA.Input;

namespace CLiKA.Reporting.Texts;

/// <summary>
/// Texts of probes, models and servers, made fit to be shown: they were written by others, and must be able neither to break a line,
/// nor to turn what stands beside them around, nor to give a build server an order.
/// </summary>
public static partial class SafeText
{
    /// <summary>A text on one line: runs of white space become a space, and what cannot be seen is written out, as <c>[U+202E]</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text, with its own marks of direction, which turn nothing around that stands outside of it.</returns>
    public static string Line(string text) => Printable.Of(WhiteSpace().Replace(text, " ").Trim());

    /// <summary>
    /// Lines in which GitHub Actions and Azure Pipelines, which read orders from what is printed, find none: <c>::</c> at the beginning of
    /// a line, and <c>##[</c> and <c>##vso[</c> anywhere, are pulled apart. A terminal finds none either.
    /// </summary>
    /// <param name="text">The lines.</param>
    /// <returns>The lines.</returns>
    public static string WithoutCommands(string text) =>
        HashCommand().Replace(ColonCommand().Replace(Printable.Lines(text), "${start}: :"), "# #${name}[");

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    // The servers look behind white space at the beginning of a line; a carriage return ends a line as well.
    [GeneratedRegex(@"(?<start>(^|[\r\n\u0085\u2028\u2029])\s*)::", RegexOptions.ExplicitCapture)]
    private static partial Regex ColonCommand();

    [GeneratedRegex(@"##(?<name>\w*)\[", RegexOptions.ExplicitCapture)]
    private static partial Regex HashCommand();
}
