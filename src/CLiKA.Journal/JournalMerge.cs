namespace CLiKA.Journal;

/// <summary>The result of merging journals.</summary>
/// <param name="Journals">Number of journals that were merged.</param>
/// <param name="Books">Number of their books, each counted once.</param>
/// <param name="Added">Number of answers that were added.</param>
/// <param name="Known">Number of answers that existed already, or that several of the journals have.</param>
public sealed record JournalMerge(int Journals, int Books, long Added, long Known);
