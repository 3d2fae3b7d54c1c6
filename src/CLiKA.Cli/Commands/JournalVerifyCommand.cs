using System.CommandLine;
using System.Globalization;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Journal;
using CLiKA.Models;
using CLiKA.Runs;
using CLiKA.Teaching.Measuring;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika journal verify</c>.</summary>
internal static class JournalVerifyCommand
{
    public static Command Create()
    {
        var configuration = Locations.ConfigurationOption();
        var file = JournalOptions.File();
        var sample = new Option<int>("--sample")
        {
            HelpName = "N",
            Description = "How many questions with known answers to ask again, for each probe set and each list of a teaching; 0 for none.",
            DefaultValueFactory = _ => 20,
            CustomParser = Numbers.From(0),
        };
        var seed = new Option<int>("--seed") { HelpName = "N", Description = "Seed of the choice of questions.", DefaultValueFactory = _ => 1 };
        var command = new Command("verify", $"Checks that a journal is sound, and asks the configured models a sample of its questions again. A different answer ends with exit code {ExitCode.Unusable}.")
        {
            configuration, file, sample, seed,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = JournalOptions.PathOf(parsed.GetValue(file), parsed.GetValue(configuration));
            using var journal = AnswerJournal.OpenExisting(path);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ShownPath.Of(path)}: sound; {journal.Check():N0} answers are as they were written."));
            var isSame = true;
            if (parsed.GetValue(sample) is > 0 and var count)
            {
                var settings = Locations.ReadConfiguration(parsed.GetValue(configuration));
                var random = new Random(parsed.GetValue(seed));

                // A journal stores no answers of a server, which need not be running.
                foreach (var model in settings.Models.Where(model => model.Endpoint is null))
                {
                    isSame &= await AskedModel.TryAsync(
                        model.Name, () => CompareAsync(settings, model, journal, count, random, cancellationToken));
                }
            }

            return isSame ? ExitCode.Pass : ExitCode.Unusable;
        });
        return command;
    }

    // The questions are those that a run asks. Returns whether all answers are the same.
    private static async Task<bool> CompareAsync(
        AlignmentConfiguration settings, ModelEntry model, AnswerJournal journal, int sample, Random random, CancellationToken cancellationToken)
    {
        var sum = default(Comparison);
        using var audited = new AuditedModel(
            await ConfiguredModel.OpenAsync(model, cancellationToken), journal, sample, random, comparison => sum += comparison);
        await ModelRun.MeasureAsync(model, settings.ProbeSets, audited, null, cancellationToken);
        var taught = await ConductivityRun.MeasureAsync(settings, model, model.Taught, audited, null, cancellationToken);
        if (taught.Faults is [var fault, ..])
        {
            throw new InvalidInputException(settings.File, $"{model.Name}, {fault.World}, {fault.Language}: {fault.Reason}");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Name}: {sum.Known:N0} of {sum.Questions:N0} questions known; {sum.Asked:N0} asked again, "
            + $"{sum.Differing:N0} answered differently, {sum.Rounded:N0} the same but for rounding ("
            + $"{(audited.Tolerance == 0 ? "none is tolerated" : $"log-probabilities may move by up to {audited.Tolerance}")})."));
        return sum.Differing == 0;
    }
}
