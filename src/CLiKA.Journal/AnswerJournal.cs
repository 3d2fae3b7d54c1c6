using CLiKA.Answers;
using CLiKA.Journal.Database;

namespace CLiKA.Journal;

/// <summary>
/// Answers that models gave, in an SQLite database: what was committed outlives a process that is killed. Several processes of one machine
/// may have it open.
/// </summary>
public sealed class AnswerJournal : IDisposable
{
    private AnswerJournal(JournalConnection connection) => Connection = connection;

    /// <summary>Path of the file.</summary>
    public string Path => Connection.Path;

    /// <summary>The open file.</summary>
    internal JournalConnection Connection { get; }

    /// <summary>Opens a journal.</summary>
    /// <param name="path">Path of the file; it is made where there is none, with the folders above it.</param>
    /// <returns>The journal.</returns>
    /// <exception cref="InvalidInputException">It is damaged, is no journal or one of another format, or cannot be written.</exception>
    public static AnswerJournal Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(JournalConnection.Open(path, create: true));
    }

    /// <summary>Opens a journal that is there.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The journal.</returns>
    /// <exception cref="InvalidInputException">There is none, it is damaged, is no journal or one of another format, or cannot be written.</exception>
    public static AnswerJournal OpenExisting(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(JournalConnection.Open(path, create: false));
    }

    /// <summary>
    /// Merges journals into one, as shards of a run leave them: all of their answers or none. Their order decides nothing, and what was merged
    /// before changes nothing when it is merged again.
    /// </summary>
    /// <param name="output">Path of the journal that gets the answers; it is made where there is none.</param>
    /// <param name="inputs">Paths of the journals that they come from; where the output is among them, it is passed over.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="InvalidInputException">
    /// A file is damaged, is no journal or one of another format, or two of them have different answers to one question.
    /// </exception>
    public static JournalMerge Merge(string output, IEnumerable<string> inputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentNullException.ThrowIfNull(inputs);
        var target = System.IO.Path.GetFullPath(output);
        var sources = inputs.Select(System.IO.Path.GetFullPath).Distinct(StringComparer.Ordinal).Where(path => path != target).ToList();

        // All are there and sound before the output is touched.
        foreach (var source in sources)
        {
            using var journal = OpenExisting(source);
            Library.CheckStructure(journal.Connection);
        }

        using var merged = Open(target);
        return Merger.Merge(merged.Connection, sources);
    }

    /// <summary>The books, by the time of their last use.</summary>
    /// <returns>The books, the newest first.</returns>
    public IReadOnlyList<BookSummary> Books() => Library.Books(Connection);

    /// <summary>Checks that the file is sound and that every answer is as it was written.</summary>
    /// <returns>Number of answers.</returns>
    /// <exception cref="InvalidInputException">Something is not.</exception>
    public long Check() => Library.Check(Connection);

    /// <summary>Removes books with all of their answers, and gives their room back.</summary>
    /// <param name="books">The books.</param>
    public void Remove(IEnumerable<BookSummary> books) => Library.Remove(Connection, books);

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();

    /// <summary>The book of a model's answers to questions that are put in one way; null where there is none.</summary>
    internal Book? FindBook(AnswererIdentity identity, string protocol) => Database.Book.Find(Connection, identity, protocol);

    /// <summary>The book of a model's answers to questions that are put in one way.</summary>
    internal Book Book(AnswererIdentity identity, string protocol, string name) => Database.Book.Open(Connection, identity, protocol, name);
}
