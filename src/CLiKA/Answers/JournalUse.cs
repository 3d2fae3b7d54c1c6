namespace CLiKA.Answers;

/// <summary>Where the answers of a run came from.</summary>
/// <param name="Path">Path of the journal.</param>
/// <param name="Asked">Number of questions that the model was asked.</param>
/// <param name="Known">Number of questions whose answers the journal had.</param>
public sealed record JournalUse(string Path, int Asked, int Known);
