using CLiKA.Answers;
using Microsoft.Data.Sqlite;

namespace CLiKA.Journal.Database;

/// <summary>
/// Merges the books of several journals into one. All are read in parallel, in the order of their keys, so that entries are written in order, and
/// time and space grow with the number of answers, however many journals there are.
/// </summary>
internal static class Merger
{
    // Each journal takes three open files and some memory. More journals than this are merged in several passes, each of which writes in order.
    private const int MostAtOnce = 100;

    /// <summary>Merges journals, all or nothing.</summary>
    /// <param name="target">The journal that receives the answers.</param>
    /// <param name="sources">Paths of the journals to merge.</param>
    /// <returns>The result of the merge.</returns>
    /// <exception cref="InvalidInputException">A journal is damaged, or two have different answers to the same question.</exception>
    public static JournalMerge Merge(JournalConnection target, IReadOnlyCollection<string> sources) => target.Commit((connection, _) =>
    {
        var books = new HashSet<(AnswererIdentity, string)>();
        var (added, known) = (0L, 0L);
        foreach (var some in sources.Chunk(MostAtOnce))
        {
            var journals = new List<JournalConnection>();
            try
            {
                // Each in a snapshot, which ends with its connection: another process may remove a book.
                journals.AddRange(some.Select(path => JournalConnection.Open(path, create: false)));
                journals.ForEach(journal => journal.Use(source => source.BeginTransaction(deferred: true)));
                foreach (var book in journals.SelectMany(Volume.Of).GroupBy(volume => (volume.Identity, volume.Protocol)))
                {
                    books.Add(book.Key);
                    var merged = Merge([target.Path, .. sources], connection, [.. book]);
                    (added, known) = (added + merged.Added, known + merged.Known);
                }
            }
            finally
            {
                journals.ForEach(journal => journal.Dispose());
            }
        }

        return new JournalMerge(sources.Count, books.Count, added, known);
    });

    private static (long Added, long Known) Merge(IReadOnlyList<string> journals, SqliteConnection connection, List<Volume> volumes)
    {
        using var entries = new Entries(journals, connection, Begin(connection, volumes));
        try
        {
            var (added, known) = (0L, 0L);
            foreach (var volume in InOrder(volumes))
            {
                if (entries.Add(volume))
                {
                    added++;
                }
                else
                {
                    known++;
                }
            }

            return (added, known);
        }
        finally
        {
            volumes.ForEach(volume => volume.Dispose());
        }
    }

    // A k-way merge: yields a volume for each of its entries, in ascending order of keys.
    private static IEnumerable<Volume> InOrder(IEnumerable<Volume> volumes)
    {
        var waiting = new PriorityQueue<Volume, UInt128>();
        foreach (var volume in volumes)
        {
            Wait(volume);
        }

        while (waiting.TryDequeue(out var next, out _))
        {
            yield return next;
            Wait(next);
        }

        void Wait(Volume volume)
        {
            if (volume.Next())
            {
                waiting.Enqueue(volume, volume.Question.Value);
            }
        }
    }

    // The result is the same for any order of the journals.
    private static long Begin(SqliteConnection connection, List<Volume> volumes)
    {
        var last = volumes.OrderByDescending(volume => volume.Used).ThenBy(volume => volume.Name, StringComparer.Ordinal).First();
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO books (model, runtime, device, protocol, name, begun, used)
            VALUES ($model, $runtime, $device, $protocol, $name, $begun, $used)
            ON CONFLICT (model, runtime, device, protocol) DO UPDATE
            SET begun = min(begun, $begun), name = iif($used > used, $name, name), used = max(used, $used)
            RETURNING id
            """;
        Book.Name(command, last.Identity, last.Protocol);
        command.Parameters.AddWithValue("$name", last.Name);
        command.Parameters.AddWithValue("$begun", volumes.Min(volume => volume.Begun));
        command.Parameters.AddWithValue("$used", last.Used);
        return (long)command.ExecuteScalar()!;
    }

    // Writes the entries; the journals are all that an existing entry may have come from, the target first.
    private sealed class Entries : IDisposable
    {
        private readonly IReadOnlyList<string> _journals;
        private readonly SqliteCommand _insert;
        private readonly SqliteCommand _find;

        public Entries(IReadOnlyList<string> journals, SqliteConnection connection, long book)
        {
            _journals = journals;
            _insert = Command("INSERT INTO entries (book, question, answer) VALUES ($book, $question, $answer) ON CONFLICT DO NOTHING");
            _insert.Parameters.Add("$answer", SqliteType.Blob);
            _find = Command("SELECT answer FROM entries WHERE book = $book AND question = $question");

            SqliteCommand Command(string text)
            {
                var command = connection.CreateCommand();
                command.CommandText = text;
                command.Parameters.AddWithValue("$book", book);
                command.Parameters.Add("$question", SqliteType.Blob);
                return command;
            }
        }

        /// <summary>Adds an entry; returns false where it exists already.</summary>
        public bool Add(Volume volume)
        {
            _insert.Parameters["$question"].Value = volume.Question.ToArray();
            _insert.Parameters["$answer"].Value = volume.Entry;
            if (_insert.ExecuteNonQuery() > 0)
            {
                return true;
            }

            _find.Parameters["$question"].Value = volume.Question.ToArray();
            return volume.Entry.AsSpan().SequenceEqual((byte[])_find.ExecuteScalar()!)
                ? false
                : throw JournalErrors.Contradicted(volume, _journals.First(volume.IsContradictedBy));
        }

        public void Dispose()
        {
            _insert.Dispose();
            _find.Dispose();
        }
    }
}
