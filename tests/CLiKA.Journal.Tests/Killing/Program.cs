using System.Diagnostics;
using System.Globalization;
using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.Journal.Tests.Killing;

/// <summary>
/// A run that is killed: it asks a model by a rule behind a journal, writes down which items the model was asked, and at the end what it
/// answered. Arguments: folder, items, milliseconds a slice, and where it kills itself, as <see cref="Death"/> reads it. Or a merge:
/// <see cref="Merge"/>, the journal that gets the answers, and those that they come from.
/// </summary>
internal static class Program
{
    public const string JournalFile = "journal.db";
    public const string AskedFile = "asked.txt";
    public const string AnswersFile = "answers.txt";

    public const string Merge = "merge";

    /// <summary>What it says when it has started.</summary>
    public const string Beginning = "It begins.";

    /// <summary>Starts it.</summary>
    public static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet",
        [typeof(Program).Assembly.Location, .. arguments])
    { RedirectStandardOutput = true, RedirectStandardError = true })!;

    public static async Task Main(string[] arguments)
    {
        if (arguments[0] == Merge)
        {
            Console.WriteLine(Beginning);
            AnswerJournal.Merge(arguments[1], arguments[2..]);
            return;
        }

        var (folder, items) = (arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture));
        var prompts = RuleModel.Prompts(items);
        using var journal = AnswerJournal.Open(Path.Combine(folder, JournalFile));
        var model = new DyingModel(
            Path.Combine(folder, AskedFile), int.Parse(arguments[2], CultureInfo.InvariantCulture), Death.Parse(arguments[3]));
        using var journaled = new JournaledModel(model, journal, folder);
        Console.WriteLine(Beginning);
        var answers = await journaled.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None);
        await File.WriteAllLinesAsync(Path.Combine(folder, AnswersFile), answers.Select(answer => string.Create(
            CultureInfo.InvariantCulture, $"{answer.Choice} {string.Join(' ', answer.LogProbabilities.Select(BitConverter.DoubleToInt64Bits))}")));
    }

    // The items are written down before they are answered: a process that is killed cannot take them with it.
    private sealed class DyingModel(string asked, int delay, Death death) : RuleModel
    {
        public override async Task<IReadOnlyList<Answer>> AnswerAsync(
            IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken)
        {
            if (death.Place == DeathPlace.AfterCommit && Slices.Count > death.Slice)
            {
                Die();
            }

            await File.AppendAllLinesAsync(asked, prompts.Select(prompt => prompt.ItemId), cancellationToken);
            await Task.Delay(delay, cancellationToken);
            var slice = Slices.Count;
            var answers = await base.AnswerAsync(prompts, scoring, progress, cancellationToken);
            if (slice == death.Slice && death.Place == DeathPlace.BeforeCommit)
            {
                Die();
            }
            else if (slice == death.Slice && death.Place == DeathPlace.WithinCommit)
            {
                new Thread(() =>
                {
                    KillSettings.Spin(death.Microseconds);
                    Die();
                }).Start();
            }

            return answers;
        }

        // SIGKILL: nothing is flushed, closed or caught.
        private static void Die() => Process.GetCurrentProcess().Kill();
    }
}
