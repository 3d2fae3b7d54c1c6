using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CLiKA.Journal.Database;

/// <summary>The error messages about a journal: what is wrong, and what to do.</summary>
internal static class JournalErrors
{
    // https://www.sqlite.org/rescode.html
    private const int Error = 1;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static InvalidInputException Of(string path, SqliteException error) => error.SqliteErrorCode switch
    {
        Busy or Locked => new(path, $"another process holds the journal: {error.Message} End that process, or name another file.", error),
        ReadOnly or CannotOpen => Unusable(path, error.Message, error),
        InputOutput => new(path, $"the journal cannot be read or written: {error.Message} What was committed is kept. Check that the disk is not full and that the path is an ordinary file, then run again.", error),
        Full => new(path, $"no room for the journal: {error.Message} What was committed is kept; make room and run again.", error),

        // Every journal contains what the statements name: where SQLite does not know it, the file is damaged.
        Error or Corrupt => Damaged(path, error.Message, error),

        // It may just as well be another file that was named by mistake.
        NotADatabase => new(
            path,
            $"is no journal: {error.Message} Expected a journal, or a path where no file is; one whose beginning is damaged can be deleted, and its "
            + "questions are asked again.",
            error),
        _ => new(path, $"the journal cannot be used: {error.Message} What was committed is kept; run again.", error),
    };

    public static InvalidInputException Unusable(string path, string why, Exception? error = null) => new(
        path,
        $"the journal cannot be written here: {why} Name another file ('journal' in clika.json, or CLIKA_JOURNAL), or go without one "
        + "(\"journal\": false, or CLIKA_JOURNAL=off).",
        error);

    public static InvalidInputException Lacking(string path, string book, int missing, int all) => new(
        path,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{missing:N0} of {all:N0} questions to {book} have no answer in the journal, and this run may ask none (CLIKA_KNOWN). Either a shard's journal "
            + $"is missing, or the shards had another build, configuration or class of device than this run."));

    // A journal stores no texts, so the question is named by its key.
    public static InvalidInputException Contradicted(Volume volume, string other) => new(
        volume.Path,
        $"answers question {volume.Question.Value:x32} of {volume.Name} ({volume.Protocol}) differently from {other}, on the same runtime and class of "
        + "device. Only one of them can be kept: merge without the other, and a run asks again what is then missing.");

    public static InvalidInputException Damaged(string path, string why, Exception? error = null) => new(
        path, $"the journal is damaged: {why} Delete it, and its questions are asked again, or restore it from a copy.", error);
}
