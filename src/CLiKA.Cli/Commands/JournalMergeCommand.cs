using System.CommandLine;
using System.Globalization;
using CLiKA.Journal;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika journal merge</c>.</summary>
internal static class JournalMergeCommand
{
    public static Command Create()
    {
        var output = new Argument<string>("OUT") { Description = "The journal to merge into; created if missing." };
        var inputs = new Argument<string[]>("IN")
        {
            Description = "The journals to merge, such as those of the shards of a run; in any order.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("merge", "Merges the answers of several journals into one: all of them or, on an error, none.") { output, inputs };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(output);
            var merge = AnswerJournal.Merge(path, parsed.GetRequiredValue(inputs));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}: {merge.Added:N0} answers added, {merge.Known:N0} were there already (journals: {merge.Journals}, books: {merge.Books})."));
            return ExitCode.Pass;
        });
        return command;
    }
}
