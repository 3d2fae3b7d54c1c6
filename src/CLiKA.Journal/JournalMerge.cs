namespace CLiKA.Journal;

/// <summary>What came of merging journals.</summary>
/// <param name="Journals">Number of journals that were merged.</param>
/// <param name="Books">Number of their books, each counted once.</param>
/// <param name="Added">Number of answers that were not there before.</param>
/// <param name="Known">Number of answers that were there already, or came from several of the journals.</param>
public sealed record JournalMerge(int Journals, int Books, long Added, long Known);
