namespace CLiKA.Answers;

/// <summary>Counts how many answers of a run came from the model and how many from a journal.</summary>
/// <param name="Path">Path of the journal.</param>
/// <param name="Asked">Number of questions that the model was asked.</param>
/// <param name="Known">Number of questions whose answers were in the journal.</param>
public sealed record JournalUse(string Path, int Asked, int Known);
