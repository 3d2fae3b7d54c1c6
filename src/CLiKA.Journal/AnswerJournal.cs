using CLiKA.Answers;
using CLiKA.Journal.Database;

namespace CLiKA.Journal;

/// <summary>
/// A store of model answers in an SQLite database: what was committed survives a process that is killed. Several processes on one machine may have it
/// open.
/// </summary>
public sealed class AnswerJournal : IDisposable
{
    private AnswerJournal(JournalConnection connection) => Connection = connection;

    /// <summary>Path of the file.</summary>
    public string Path => Connection.Path;

    /// <summary>The open database.</summary>
    internal JournalConnection Connection { get; }

    /// <summary>Opens a journal.</summary>
    /// <param name="path">Path of the file; it is created where it does not exist, along with its folders.</param>
    /// <returns>The journal.</returns>
    /// <exception cref="InvalidInputException">The file is damaged, is not a journal or has another format version, or cannot be written.</exception>
    public static AnswerJournal Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(JournalConnection.Open(path, create: true));
    }

    /// <summary>Opens an existing journal.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The journal.</returns>
    /// <exception cref="InvalidInputException">
    /// The file does not exist, is damaged, is not a journal or has another format version, or cannot be written.
    /// </exception>
    public static AnswerJournal OpenExisting(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(JournalConnection.Open(path, create: false));
    }

    /// <summary>
    /// Merges journals into one, for example those of the shards of a run: all of their answers or none. The order of the journals does not matter,
    /// and merging the same answers again changes nothing.
    /// </summary>
    /// <param name="output">Path of the journal that receives the answers; it is created where it does not exist.</param>
    /// <param name="inputs">Paths of the journals to merge; the output is skipped where it is among them.</param>
    /// <returns>The result of the merge.</returns>
    /// <exception cref="InvalidInputException">
    /// A file is damaged, is not a journal or has another format version, or two of them have different answers to the same question.
    /// </exception>
    public static JournalMerge Merge(string output, IEnumerable<string> inputs)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentNullException.ThrowIfNull(inputs);
        var target = System.IO.Path.GetFullPath(output);
        var sources = inputs.Select(System.IO.Path.GetFullPath).Distinct(StringComparer.Ordinal).Where(path => path != target).ToList();

        // All inputs are checked before the output is touched.
        foreach (var source in sources)
        {
            using var journal = OpenExisting(source);
            Library.CheckStructure(journal.Connection);
        }

        using var merged = Open(target);
        return Merger.Merge(merged.Connection, sources);
    }

    /// <summary>Returns the books, by the time of their last use.</summary>
    /// <returns>The books, the newest first.</returns>
    public IReadOnlyList<BookSummary> Books() => Library.Books(Connection);

    /// <summary>Checks that the file is sound and that every answer is as it was written.</summary>
    /// <returns>Number of answers.</returns>
    /// <exception cref="InvalidInputException">The file or an answer is damaged.</exception>
    public long Check() => Library.Check(Connection);

    /// <summary>Removes books with all of their answers, and frees their space.</summary>
    /// <param name="books">The books.</param>
    public void Remove(IEnumerable<BookSummary> books) => Library.Remove(Connection, books);

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();

    /// <summary>Finds the book of a model's answers to questions put in one way; null where there is none.</summary>
    internal Book? FindBook(AnswererIdentity identity, string protocol) => Database.Book.Find(Connection, identity, protocol);

    /// <summary>Opens the book of a model's answers to questions put in one way, which is created where there is none.</summary>
    internal Book Book(AnswererIdentity identity, string protocol, string name) => Database.Book.Open(Connection, identity, protocol, name);
}
