using CLiKA.Answers;
using CLiKA.Journal.Entries;
using Microsoft.Data.Sqlite;

namespace CLiKA.Journal.Database;

/// <summary>All books of a journal: lists, checks and removes them.</summary>
internal static class Library
{
    /// <summary>Returns the books, the newest first.</summary>
    public static IReadOnlyList<BookSummary> Books(JournalConnection journal) => journal.Use<IReadOnlyList<BookSummary>>(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT id, name, model, runtime, device, protocol, begun, used,
              (SELECT count(*) FROM entries WHERE book = id),
              (SELECT coalesce(sum(length(question) + length(answer)), 0) FROM entries WHERE book = id)
            FROM books ORDER BY used DESC, id DESC
            """;
        using var reader = command.ExecuteReader();
        var books = new List<BookSummary>();
        while (reader.Read())
        {
            books.Add(new(
                reader.GetInt64(0),
                reader.GetString(1),
                new AnswererIdentity(reader.GetString(2), reader.GetString(3), reader.GetString(4)),
                reader.GetString(5),
                reader.GetInt64(8),
                reader.GetInt64(9),
                DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(6)),
                DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(7))));
        }

        return books;
    });

    /// <summary>Checks the file's structure and every answer's checksum.</summary>
    /// <returns>Number of answers.</returns>
    /// <exception cref="InvalidInputException">The file or an answer is damaged.</exception>
    public static long Check(JournalConnection journal) => journal.Use(connection =>
    {
        // Books and answers in one snapshot: a run may create a book meanwhile, or another process remove one.
        using var moment = connection.BeginTransaction(deferred: true);
        var identities = Books(journal).ToDictionary(book => book.Id, book => Book.IdentityOf(book.Identity, book.Protocol));
        CheckStructure(journal);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT book, question, answer FROM entries";
        using var reader = command.ExecuteReader();
        var answers = 0L;
        while (reader.Read())
        {
            answers++;
            if (!identities.TryGetValue(reader.GetInt64(0), out var identity) || !IsSound(reader, identity))
            {
                throw JournalErrors.Damaged(journal.Path, $"answer {answers} of book {reader.GetInt64(0)} is not as it was written.");
            }
        }

        return answers;
    });

    /// <summary>Checks the file's structure, but no answers.</summary>
    /// <exception cref="InvalidInputException">The file is damaged.</exception>
    public static void CheckStructure(JournalConnection journal) => journal.Use(connection =>
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1)";
        return (string)command.ExecuteScalar()! is var problem and not "ok" ? throw JournalErrors.Damaged(journal.Path, problem) : 0;
    });

    /// <summary>Removes books, all or none, and frees their space.</summary>
    public static void Remove(JournalConnection journal, IEnumerable<BookSummary> books)
    {
        journal.Commit((connection, _) =>
        {
            foreach (var book in books)
            {
                // By identity, since the id of a removed book may be reused.
                if (Book.Row(connection, book.Identity, book.Protocol) is var (id, _))
                {
                    using var command = connection.CreateCommand();
                    command.CommandText = "DELETE FROM entries WHERE book = $id; DELETE FROM books WHERE id = $id";
                    command.Parameters.AddWithValue("$id", id);
                    command.ExecuteNonQuery();
                }
            }

            return 0;
        });
        journal.Use(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)";
            return command.ExecuteNonQuery();
        });
    }

    private static bool IsSound(SqliteDataReader reader, byte[] identity) =>
        reader.GetFieldValue<byte[]>(1) is { Length: EntryKey.Size } question
        && Book.TryOpen(identity, EntryKey.Read(question), reader.GetFieldValue<byte[]>(2), out _);
}
