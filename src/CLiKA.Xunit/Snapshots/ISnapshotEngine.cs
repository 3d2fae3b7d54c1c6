namespace CLiKA.Xunit.Snapshots;

/// <summary>
/// Holds texts against their reviewed files. A text that may not stand fails the test and is left for review as
/// <see cref="Snapshot.ReceivedPath"/>; one that may stand clears a received file left by an earlier run.
/// </summary>
internal interface ISnapshotEngine
{
    /// <summary>Holds one text against its reviewed file. Accepting is a person's act: no engine writes a reviewed file.</summary>
    /// <param name="snapshot">The text, and the file that it is held against.</param>
    /// <returns>A task that fails, with <see cref="Snapshot.Refusal"/> in the message, where the text may not stand.</returns>
    Task CheckAsync(Snapshot snapshot);
}
