using CLiKA.Input;

namespace CLiKA.Xunit.Snapshots;

/// <summary>A text to compare with the reviewed file <c>Folder/Name.verified.Extension</c>.</summary>
/// <param name="Folder">The folder of the reviewed file.</param>
/// <param name="Name">Name of the snapshot, unique in its folder regardless of the extension; each snapshot belongs to one test.</param>
/// <param name="Extension">Extension of the file, without a dot.</param>
/// <param name="Text">The received text.</param>
/// <param name="Compare">
/// Judges a received text (first argument) that differs from the verified one (second argument), both with LF line ends: returns null where it is
/// accepted nevertheless, otherwise the message of the failing test.
/// </param>
internal sealed record Snapshot(string Folder, string Name, string Extension, string Text, Func<string, string, string?> Compare)
{
    /// <summary>The folder in which a rejected text is left; null for that of the reviewed file, where another run may leave its own.</summary>
    public string? ReceivedFolder { get; init; }

    /// <summary>Full path of the reviewed file.</summary>
    public string VerifiedPath => PathOf(Folder, "verified");

    /// <summary>Full path at which a rejected text is left for review.</summary>
    public string ReceivedPath => PathOf(ReceivedFolder ?? Folder, "received");

    /// <summary>Whether there is a reviewed file; an empty one is what a diff tool that needs both files was given.</summary>
    public bool HasBaseline => new FileInfo(VerifiedPath) is { Exists: true, Length: > 0 };

    /// <summary>Compares the text with the reviewed file.</summary>
    /// <returns>Null where the text is accepted, otherwise the message of the failing test.</returns>
    public string? Refusal()
    {
        if (Namesake() is { } namesake)
        {
            return $"{ShownPath.Of(namesake)} has the same name as {ShownPath.Of(VerifiedPath)}. A name stands for one snapshot: rename one, or delete the file that no test owns.";
        }

        if (!HasBaseline)
        {
            return $"No baseline {ShownPath.Of(VerifiedPath)}. Received: {ShownPath.Of(ReceivedPath)}.";
        }

        try
        {
            var received = WithLineFeeds(Text);
            var verified = WithLineFeeds(TextInput.ReadAllText(VerifiedPath));

            // Editors add a final line feed when a person saves the file.
            return verified == received || verified == received + "\n" ? null : Compare(received, verified);
        }
        catch (InvalidInputException error)
        {
            // A damaged baseline is one more reason to review the received text, which only a rejection leaves behind.
            return error.Message;
        }
    }

    /// <summary>Converts line ends to those of snapshot files.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text with LF line ends.</returns>
    // Not ReplaceLineEndings: it also turns the line and paragraph separators that a model may answer with into line feeds.
    internal static string WithLineFeeds(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');

    private string PathOf(string folder, string role) => Path.GetFullPath(Path.Combine(folder, $"{Name}.{role}.{Extension}"));

    // Verify takes a verified file with the same name and another extension for a leftover of this one and fails the test. Reporting it here makes
    // the suite behave the same with either engine.
    private string? Namesake() => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Path.GetFullPath(Folder), $"{Name}.verified.*").FirstOrDefault(path => path != VerifiedPath)
        : null;
}
