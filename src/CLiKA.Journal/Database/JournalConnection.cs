using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CLiKA.Journal.Database;

/// <summary>A connection to the database file of a journal. Every SQLite error becomes one about the file that tells what to do.</summary>
internal sealed class JournalConnection : IDisposable
{
    // "CLiK": a file that is not a journal is not written to, and another format version is not read.
    private const int ApplicationId = 0x434C694B;
    private const int Version = 1;

    // Others commit within milliseconds, but a process may be suspended in between.
    private const int PatienceInSeconds = 60;

    // Idempotent, since two processes may create the journal at the same time.
    private static readonly string Schema = $"""
        CREATE TABLE IF NOT EXISTS books (
          id INTEGER PRIMARY KEY,
          model TEXT NOT NULL,
          runtime TEXT NOT NULL,
          device TEXT NOT NULL,
          protocol TEXT NOT NULL,
          name TEXT NOT NULL,
          begun INTEGER NOT NULL,
          used INTEGER NOT NULL,
          UNIQUE (model, runtime, device, protocol));
        CREATE TABLE IF NOT EXISTS entries (
          book INTEGER NOT NULL,
          question BLOB NOT NULL,
          answer BLOB NOT NULL,
          PRIMARY KEY (book, question)) WITHOUT ROWID;
        PRAGMA application_id = {ApplicationId};
        PRAGMA user_version = {Version};
        """;

    private readonly SqliteConnection _connection;
    private readonly Lock _lock = new();

    private JournalConnection(string path, SqliteConnection connection) => (Path, _connection) = (path, connection);

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>Opens a journal.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="create">Whether to create it where it does not exist.</param>
    /// <exception cref="InvalidInputException">The file is damaged, is something else, or cannot be used.</exception>
    public static JournalConnection Open(string path, bool create)
    {
        path = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(path))
        {
            throw new InvalidInputException(path, "is a folder; expected a journal.");
        }

        // SQLite would turn an empty file into a journal.
        var file = new FileInfo(path);
        if (!create && file is not { Exists: true, Length: > 0 })
        {
            throw new InvalidInputException(path, file.Exists ? "is empty; expected a journal." : "no such journal; a run creates it.");
        }

        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw JournalErrors.Unusable(path, error.Message, error);
        }

        // No pooling: a closed connection releases the file, and the last one to close leaves a single file. Nothing else may open the file first:
        // closing a file releases all locks that the process holds on it.
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = PatienceInSeconds };
        var journal = new JournalConnection(path, new(settings.ToString()));
        try
        {
            journal.Prepare();
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Runs work on the connection, exclusively.</summary>
    /// <exception cref="InvalidInputException">SQLite failed.</exception>
    public T Use<T>(Func<SqliteConnection, T> work)
    {
        lock (_lock)
        {
            try
            {
                return work(_connection);
            }
            catch (SqliteException error)
            {
                throw JournalErrors.Of(Path, error);
            }
        }
    }

    /// <summary>Runs work in a transaction.</summary>
    /// <exception cref="InvalidInputException">SQLite failed; nothing was committed.</exception>
    public T Commit<T>(Func<SqliteConnection, SqliteTransaction, T> work) => Use(connection =>
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = work(connection, transaction);
        transaction.Commit();
        return result;
    });

    /// <summary>Returns the single value of a query.</summary>
    public long Number(string query) => Use(connection => NumberOf(connection, query));

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static long NumberOf(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Run(SqliteConnection connection, string statements)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    private void Prepare()
    {
        Use(connection =>
        {
            connection.Open();
            RequireJournal(connection);

            // A commit is in the log when it returns, and survives the process; only a crash of the machine may lose the last ones, each as a whole.
            Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cell_size_check = ON");
            return 0;
        });
        if (Number("PRAGMA application_id") != ApplicationId)
        {
            Commit((connection, _) =>
            {
                Run(connection, Schema);
                return 0;
            });
        }
    }

    // In a transaction, so that what another process creates at the same time is seen as a whole or not at all.
    private void RequireJournal(SqliteConnection connection)
    {
        using var moment = connection.BeginTransaction(deferred: true);
        var (id, version) = (NumberOf(connection, "PRAGMA application_id"), NumberOf(connection, "PRAGMA user_version"));
        if (id != ApplicationId && (id != 0 || NumberOf(connection, "SELECT count(*) FROM sqlite_schema") > 0))
        {
            throw new InvalidInputException(Path, "is a database of another program; expected a journal, or a path where no file is.");
        }

        if (id == ApplicationId && version != Version)
        {
            throw new InvalidInputException(
                Path,
                $"is a journal of format {version}; this version of CLiKA reads format {Version}. Name another file, or delete this one, and its "
                + "questions are asked again.");
        }
    }
}
