using CLiKA.Input;

namespace CLiKA.Xunit.Snapshots;

/// <summary>A text to hold against the reviewed file <c>Folder/Name.verified.Extension</c>.</summary>
/// <param name="Folder">The folder of the reviewed file.</param>
/// <param name="Name">Name of the snapshot: one snapshot a name in a folder, whatever the extension, and one test a snapshot.</param>
/// <param name="Extension">Extension of the file, without a dot.</param>
/// <param name="Text">The text that was received.</param>
/// <param name="Compare">
/// Judges a received text (first) that differs from the verified one (second), both with LF line ends: null when it may stand all
/// the same, else what the person reads in the failing test.
/// </param>
internal sealed record Snapshot(string Folder, string Name, string Extension, string Text, Func<string, string, string?> Compare)
{
    /// <summary>The folder in which a text that may not stand is left; null for that of the reviewed file, where another run may leave its own.</summary>
    public string? ReceivedFolder { get; init; }

    /// <summary>Full path of the reviewed file.</summary>
    public string VerifiedPath => PathOf(Folder, "verified");

    /// <summary>Full path at which a text that may not stand is left for review.</summary>
    public string ReceivedPath => PathOf(ReceivedFolder ?? Folder, "received");

    /// <summary>Holds the text against the reviewed file.</summary>
    /// <returns>Null when the text may stand, else what the person has to read.</returns>
    public string? Refusal()
    {
        if (Namesake() is { } namesake)
        {
            return $"{namesake} has the same name as {VerifiedPath}. A name stands for one snapshot: rename one, or delete the file that no test owns.";
        }

        // A diff tool that cannot open half a pair has an empty file made for it; nobody reviewed that one.
        if (new FileInfo(VerifiedPath) is not { Exists: true, Length: > 0 })
        {
            return $"No baseline {VerifiedPath}. What was received is {ReceivedPath}.";
        }

        try
        {
            var received = WithLineFeeds(Text);
            var verified = WithLineFeeds(TextInput.ReadAllText(VerifiedPath));

            // Editors end a file that a person saved with a line feed of their own.
            return verified == received || verified == received + "\n" ? null : Compare(received, verified);
        }
        catch (InvalidInputException error)
        {
            // A damaged baseline is one more reason to look at the received text, which only a refusal leaves behind.
            return error.Message;
        }
    }

    /// <summary>Gives a text the line ends that snapshot files have.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text with LF line ends.</returns>
    // Not ReplaceLineEndings: it also turns the line and paragraph separators that a model may answer with into line feeds.
    internal static string WithLineFeeds(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');

    private string PathOf(string folder, string role) => Path.GetFullPath(Path.Combine(folder, $"{Name}.{role}.{Extension}"));

    // Verify takes a verified file of the same name and another extension for a leftover of this one and fails the test. Saying so
    // here makes the suite mean the same with either engine.
    private string? Namesake() => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Path.GetFullPath(Folder), $"{Name}.verified.*").FirstOrDefault(path => path != VerifiedPath)
        : null;
}
