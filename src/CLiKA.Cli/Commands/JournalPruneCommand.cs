using System.CommandLine;
using System.Globalization;
using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Journal;
using CLiKA.Models;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika journal prune</c>.</summary>
internal static class JournalPruneCommand
{
    public static Command Create()
    {
        var configuration = Locations.ConfigurationOption();
        var file = JournalOptions.File();
        var days = new Option<int?>("--older-than")
        {
            HelpName = "DAYS",
            Description = "Books that no run has used for this many days.",
            CustomParser = result => Numbers.From(0)(result),
        };
        var models = new Option<bool>("--other-models") { Description = "Books of models and teachings that are not in the configuration." };
        var runtimes = new Option<bool>("--other-runtimes")
        {
            Description = "Books of configured models on a runtime or device other than the one here.",
        };
        var command = new Command("prune", "Removes books from a journal, as the options say, and frees their space.") { configuration, file, days, models, runtimes };
        Rules.Add(command, result =>
        {
            if (result.GetResult(days) is null && !result.GetValue(models) && !result.GetValue(runtimes))
            {
                result.AddError("prune: expected --older-than, --other-models or --other-runtimes.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var journal = AnswerJournal.OpenExisting(JournalOptions.PathOf(parsed.GetValue(file), parsed.GetValue(configuration)));
            var used = parsed.GetValue(models) || parsed.GetValue(runtimes)
                ? await IdentitiesAsync(Locations.ReadConfiguration(parsed.GetValue(configuration)), cancellationToken)
                : [];
            var now = DateTimeOffset.UtcNow;
            var removed = journal.Books().Where(book =>
                (now - book.Used).TotalDays >= parsed.GetValue(days)
                || (parsed.GetValue(models) && !used.Exists(identity => identity.Model == book.Identity.Model))
                || (parsed.GetValue(runtimes) && used.Exists(identity => identity.Model == book.Identity.Model) && !used.Contains(book.Identity)))
                .ToList();
            if (removed.Count > 0)
            {
                JournalListCommand.Write(removed);
                journal.Remove(removed);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{removed.Count} books with {removed.Sum(book => book.Answers):N0} answers removed; {ShownPath.Of(journal.Path)} has {new FileInfo(journal.Path).Length:N0} bytes."));
            return ExitCode.Pass;
        });
        return command;
    }

    // Fails where a model cannot be opened, so that nothing is removed: that model would lose its answers.
    private static async Task<List<AnswererIdentity>> IdentitiesAsync(AlignmentConfiguration settings, CancellationToken cancellationToken)
    {
        var identities = new List<AnswererIdentity?>();

        // A journal stores no answers of a server, which need not be running.
        foreach (var entry in settings.Models.Where(model => model.Endpoint is null))
        {
            using var model = await ConfiguredModel.OpenAsync(entry, cancellationToken);
            identities.Add(model.Identity);
            foreach (var path in entry.Taught.SelectMany(taught => taught.Paths))
            {
                using var taught = model.OpenTaught(path);
                identities.Add(taught.Identity);
            }
        }

        return [.. identities.OfType<AnswererIdentity>()];
    }
}
