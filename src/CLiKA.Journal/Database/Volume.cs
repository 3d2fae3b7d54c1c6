using CLiKA.Answers;
using CLiKA.Journal.Entries;
using Microsoft.Data.Sqlite;

namespace CLiKA.Journal.Database;

/// <summary>The entries of one book in one of several journals, read in the order of their keys.</summary>
internal sealed class Volume : IDisposable
{
    private readonly JournalConnection _journal;
    private readonly long _id;
    private readonly byte[] _checked;
    private SqliteCommand? _command;
    private SqliteDataReader? _reader;

    private Volume(JournalConnection journal, long id, AnswererIdentity identity, string protocol) =>
        (_journal, _id, Identity, Protocol, _checked) = (journal, id, identity, protocol, Book.IdentityOf(identity, protocol));

    /// <summary>Path of the journal.</summary>
    public string Path => _journal.Path;

    /// <summary>The identity of the answerer, which determines the answers.</summary>
    public AnswererIdentity Identity { get; }

    /// <summary>The way in which questions are put.</summary>
    public string Protocol { get; }

    /// <summary>Name of the model for readers.</summary>
    public required string Name { get; init; }

    /// <summary>Time at which the book was created, in seconds.</summary>
    public required long Begun { get; init; }

    /// <summary>Time at which a run last read it, in seconds.</summary>
    public required long Used { get; init; }

    /// <summary>The current question.</summary>
    public EntryKey Question { get; private set; }

    /// <summary>Its answer, as stored in the file.</summary>
    public byte[] Entry { get; private set; } = [];

    /// <summary>Returns a volume for each book of a journal.</summary>
    public static IReadOnlyList<Volume> Of(JournalConnection journal) => journal.Use<IReadOnlyList<Volume>>(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, model, runtime, device, protocol, name, begun, used FROM books";
        using var reader = command.ExecuteReader();
        var volumes = new List<Volume>();
        while (reader.Read())
        {
            volumes.Add(new(
                journal,
                reader.GetInt64(0),
                new AnswererIdentity(reader.GetString(1), reader.GetString(2), reader.GetString(3)),
                reader.GetString(4))
            {
                Name = reader.GetString(5),
                Begun = reader.GetInt64(6),
                Used = reader.GetInt64(7),
            });
        }

        return volumes;
    });

    /// <summary>Advances to the next entry.</summary>
    /// <returns>Whether there is another entry.</returns>
    /// <exception cref="InvalidInputException">The entry is damaged.</exception>
    public bool Next()
    {
        var before = _reader is null ? (EntryKey?)null : Question;
        if (!_journal.Use(connection => (_reader ??= Begin(connection)).Read()))
        {
            return false;
        }

        var question = _reader!.GetFieldValue<byte[]>(0);
        Entry = _reader.GetFieldValue<byte[]>(1);
        if (question.Length != EntryKey.Size || !Book.TryOpen(_checked, EntryKey.Read(question), Entry, out _))
        {
            throw JournalErrors.Damaged(Path, "an answer is not as it was written.");
        }

        Question = EntryKey.Read(question);
        return before is null || before.Value.Value < Question.Value
            ? true
            : throw JournalErrors.Damaged(Path, "its answers are not in their order.");
    }

    /// <summary>Returns whether a journal contains, as of its last commit, another answer to the current question.</summary>
    /// <param name="path">Path of the journal.</param>
    public bool IsContradictedBy(string path)
    {
        using var journal = JournalConnection.Open(path, create: false);
        return journal.Use(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = """
                SELECT count(*) FROM entries JOIN books ON id = book
                WHERE model = $model AND runtime = $runtime AND device = $device AND protocol = $protocol
                AND question = $question AND answer <> $answer
                """;
            Book.Name(command, Identity, Protocol);
            command.Parameters.AddWithValue("$question", Question.ToArray());
            command.Parameters.AddWithValue("$answer", Entry);
            return (long)command.ExecuteScalar()! > 0;
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader?.Dispose();
        _command?.Dispose();
    }

    private SqliteDataReader Begin(SqliteConnection connection)
    {
        _command = connection.CreateCommand();
        _command.CommandText = "SELECT question, answer FROM entries WHERE book = $book ORDER BY question";
        _command.Parameters.AddWithValue("$book", _id);
        return _command.ExecuteReader();
    }
}
