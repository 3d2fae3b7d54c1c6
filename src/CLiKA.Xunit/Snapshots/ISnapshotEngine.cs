namespace CLiKA.Xunit.Snapshots;

/// <summary>
/// Compares texts with their reviewed files. A text that is rejected fails the test and is left for review as <see cref="Snapshot.ReceivedPath"/>;
/// one that is accepted clears a received file left by an earlier run.
/// </summary>
internal interface ISnapshotEngine
{
    /// <summary>Compares one text with its reviewed file. Accepting is up to a person: no engine writes a reviewed file.</summary>
    /// <param name="snapshot">The text, and the file to compare it with.</param>
    /// <returns>A task that fails, with <see cref="Snapshot.Refusal"/> in the message, where the text is rejected.</returns>
    Task CheckAsync(Snapshot snapshot);
}
