using System.CommandLine;
using System.Globalization;
using CLiKA.Journal;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika journal merge</c>.</summary>
internal static class JournalMergeCommand
{
    public static Command Create()
    {
        var output = new Argument<string>("OUT") { Description = "The journal that gets the answers; it is made where there is none." };
        var inputs = new Argument<string[]>("IN")
        {
            Description = "The journals that they come from, as shards of a run leave them; in any order.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("merge", "Puts the answers of several journals into one, all or none.") { output, inputs };
        command.SetAction(parsed =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(output));
            var merge = AnswerJournal.Merge(path, parsed.GetRequiredValue(inputs));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: {merge.Added:N0} answers added, {merge.Known:N0} were there; from {merge.Journals} journals with {merge.Books} books."));
            return ExitCode.Pass;
        });
        return command;
    }
}
