using System.CommandLine;
using System.Globalization;
using CLiKA.Input;
using CLiKA.Journal;
using Spectre.Console;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika journal ls</c>.</summary>
internal static class JournalListCommand
{
    private const int RedirectedWidth = 360;
    private const int HashDigits = 12;

    public static Command Create()
    {
        var configuration = Locations.ConfigurationOption();
        var file = JournalOptions.File();
        var command = new Command("ls", "Lists the books of a journal. A book holds the answers of one model, on one runtime, asked in one way.") { configuration, file };
        command.SetAction(parsed =>
        {
            using var journal = AnswerJournal.OpenExisting(JournalOptions.PathOf(parsed.GetValue(file), parsed.GetValue(configuration)));
            var books = journal.Books();
            Write(books);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{ShownPath.Of(journal.Path)}: {books.Count} books, {books.Sum(book => book.Answers):N0} answers, {new FileInfo(journal.Path).Length:N0} bytes."));
            return ExitCode.Pass;
        });
        return command;
    }

    /// <summary>Prints books as a table.</summary>
    public static void Write(IEnumerable<BookSummary> books)
    {
        var table = new Table().AddColumns("model", "hash", "device", "asked by", "answers", "bytes", "begun", "used", "runtime");
        foreach (var book in books)
        {
            string[] row =
            [
                book.Name,
                book.Identity.Model[..Math.Min(HashDigits, book.Identity.Model.Length)],
                book.Identity.DeviceClass,
                book.Protocol,
                book.Answers.ToString("N0", CultureInfo.InvariantCulture),
                book.Bytes.ToString("N0", CultureInfo.InvariantCulture),
                Day(book.Begun),
                Day(book.Used),
                book.Identity.Runtime,
            ];
            table.AddRow([.. row.Select(Shown.Text)]);
        }

        Shown.Write(table, RedirectedWidth);
    }

    private static string Day(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
