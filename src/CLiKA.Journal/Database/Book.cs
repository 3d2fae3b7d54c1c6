using System.Security.Cryptography;
using System.Text;
using CLiKA.Answers;
using CLiKA.Journal.Entries;
using Microsoft.Data.Sqlite;

namespace CLiKA.Journal.Database;

/// <summary>The answers of one model, on one runtime, to questions put in one way.</summary>
internal sealed class Book
{
    private const int ChecksumSize = 4;

    private readonly JournalConnection _journal;
    private readonly AnswererIdentity _answerer;
    private readonly string _protocol;
    private readonly string _name;
    private readonly byte[] _identity;
    private long _seen = -1;

    private Book(JournalConnection journal, AnswererIdentity answerer, string protocol, string name) =>
        (_journal, _answerer, _protocol, _name, _identity) = (journal, answerer, protocol, name, IdentityOf(answerer, protocol));

    /// <summary>Opens a book, which is created where there is none.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="identity">The identity of the answerer, which determines the answers.</param>
    /// <param name="protocol">The way in which questions are put.</param>
    /// <param name="name">Name of the model for readers of the journal: its location.</param>
    public static Book Open(JournalConnection journal, AnswererIdentity identity, string protocol, string name)
    {
        var book = new Book(journal, identity, protocol, name);
        journal.Commit((connection, _) => book.Begin(connection));
        return book;
    }

    /// <summary>Finds a book.</summary>
    /// <returns>The book; null where there is none.</returns>
    public static Book? Find(JournalConnection journal, AnswererIdentity identity, string protocol) => journal.Use(connection =>
        Row(connection, identity, protocol) is (_, var name) ? new Book(journal, identity, protocol, name) : null);

    /// <summary>Returns the hash that enters every checksum of a book, so that no answer can turn up in another one.</summary>
    public static byte[] IdentityOf(AnswererIdentity identity, string protocol) => SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\0', identity.Model, identity.Runtime, identity.DeviceClass, protocol)));

    /// <summary>
    /// Returns a book's row. Its id is not kept from one transaction to the next: another process may remove the book in between, and the id be
    /// reused.
    /// </summary>
    /// <returns>Id and name; null where there is no such book.</returns>
    public static (long Id, string Name)? Row(SqliteConnection connection, AnswererIdentity identity, string protocol)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT id, name FROM books WHERE model = $model AND runtime = $runtime AND device = $device AND protocol = $protocol";
        Name(command, identity, protocol);
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), reader.GetString(1)) : null;
    }

    /// <summary>Verifies the checksum of an entry.</summary>
    /// <param name="identity">The identity of the book.</param>
    /// <param name="question">The question.</param>
    /// <param name="entry">The bytes of the entry in the file.</param>
    /// <param name="answer">The bytes of the answer without the checksum; meaningful only where the entry is intact.</param>
    /// <returns>Whether the entry is intact.</returns>
    public static bool TryOpen(byte[] identity, EntryKey question, byte[] entry, out byte[] answer)
    {
        answer = entry[..Math.Max(0, entry.Length - ChecksumSize)];
        return entry.Length >= ChecksumSize && entry.AsSpan(answer.Length).SequenceEqual(Checksum(identity, question, answer));
    }

    /// <summary>Sets the parameters of a command that identify a book.</summary>
    public static void Name(SqliteCommand command, AnswererIdentity identity, string protocol)
    {
        command.Parameters.AddWithValue("$model", identity.Model);
        command.Parameters.AddWithValue("$runtime", identity.Runtime);
        command.Parameters.AddWithValue("$device", identity.DeviceClass);
        command.Parameters.AddWithValue("$protocol", protocol);
    }

    /// <summary>Returns whether others may have committed since the last call.</summary>
    public bool HasNews() => _journal.Number("PRAGMA data_version") is var now && now != Interlocked.Exchange(ref _seen, now);

    /// <summary>Looks questions up.</summary>
    /// <param name="questions">The questions.</param>
    /// <returns>The bytes of the answers that were found.</returns>
    /// <exception cref="InvalidInputException">An entry is damaged.</exception>
    public Dictionary<EntryKey, byte[]> Find(IEnumerable<EntryKey> questions) => _journal.Use(connection =>
    {
        var found = new Dictionary<EntryKey, byte[]>();

        // All lookups see the same snapshot.
        using var transaction = connection.BeginTransaction(deferred: true);
        if (Row(connection, _answerer, _protocol) is not (var id, _))
        {
            return found;
        }

        using var command = connection.CreateCommand();
        command.CommandText = "SELECT answer FROM entries WHERE book = $book AND question = $question";
        command.Parameters.AddWithValue("$book", id);
        var question = command.Parameters.Add("$question", SqliteType.Blob);
        foreach (var key in questions)
        {
            question.Value = key.ToArray();
            if (command.ExecuteScalar() is byte[] entry)
            {
                found[key] = TryOpen(_identity, key, entry, out var answer)
                    ? answer
                    : throw JournalErrors.Damaged(_journal.Path, "an answer is not as it was written.");
            }
        }

        return found;
    });

    /// <summary>Commits answers, all or none. A book that was removed since it was opened is created again.</summary>
    /// <param name="answers">The bytes of each answer, which replaces an existing one.</param>
    public void Commit(IEnumerable<(EntryKey Question, byte[] Answer)> answers) => _journal.Commit((connection, transaction) =>
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT OR REPLACE INTO entries (book, question, answer) VALUES ($book, $question, $answer)";
        command.Parameters.AddWithValue("$book", Begin(connection));
        var question = command.Parameters.Add("$question", SqliteType.Blob);
        var entry = command.Parameters.Add("$answer", SqliteType.Blob);
        foreach (var (key, answer) in answers)
        {
            question.Value = key.ToArray();
            entry.Value = (byte[])[.. answer, .. Checksum(_identity, key, answer)];
            command.ExecuteNonQuery();
        }

        return 0;
    });

    /// <summary>Creates the error for missing answers that must not be asked.</summary>
    public InvalidInputException Lacks(int missing, int all) => JournalErrors.Lacking(_journal.Path, $"{_name} ({_protocol})", missing, all);

    private long Begin(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO books (model, runtime, device, protocol, name, begun, used)
            VALUES ($model, $runtime, $device, $protocol, $name, $now, $now)
            ON CONFLICT (model, runtime, device, protocol) DO UPDATE SET name = $name, used = $now
            RETURNING id
            """;
        Name(command, _answerer, _protocol);
        command.Parameters.AddWithValue("$name", _name);
        command.Parameters.AddWithValue("$now", DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        return (long)command.ExecuteScalar()!;
    }

    private static byte[] Checksum(byte[] identity, EntryKey question, byte[] answer) =>
        SHA256.HashData([.. identity, .. question.ToArray(), .. answer])[..ChecksumSize];
}
