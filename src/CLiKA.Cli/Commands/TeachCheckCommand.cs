using System.CommandLine;
using System.Globalization;
using CLiKA.Prompts;
using CLiKA.Reporting;
using CLiKA.Teaching.Sets;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika teach check</c>.</summary>
internal static class TeachCheckCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("MODEL-FOLDER") { Description = "The model folder, before teaching." };
        var (language, world) = TeachOptions.Create();
        var chat = new Option<bool>("--chat") { Description = "Wraps questions in the model's chat template." };
        var adapter = AdapterOption.Create();
        var fresh = JournalOptions.Fresh();
        var command = new Command("check", $"Checks that a model knows nothing of a fictional world yet. If it does, the exit code is {ExitCode.Unusable}.")
        {
            folder, language, chat, world, adapter, fresh,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var set = TeachOptions.Read(parsed.GetValue(world), parsed.GetRequiredValue(language));
            using var source = JournalOptions.Source(parsed.GetValue(fresh));
            using var model = await source.OpenAsync(
                TeachOptions.Model(parsed.GetRequiredValue(folder), parsed.GetValue(chat) ? new ChatFormat() : null, parsed.GetValue(adapter)), cancellationToken);
            var knows = false;
            foreach (var (name, questions) in new[] { ("English", set.PivotQuestions), (set.Language.EnglishName, set.Questions) })
            {
                var knowledge = await PriorKnowledge.AskAsync(model, questions, cancellationToken);
                knows |= knowledge.IsAboveChance;
                var (low, high) = (knowledge.Interval.Low, knowledge.Interval.High);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {knowledge.Right} of {knowledge.Asked} facts right ({low:0.000} to {high:0.000}, "
                    + $"chance {knowledge.Chance:0.000}): "
                    + $"{(knowledge.IsAboveChance ? "the model knows some of them already." : "no more than guessing.")}"));
            }

            Console.WriteLine($"{AlignmentTable.Describe(model.Journal)}.");
            return knows ? ExitCode.Unusable : ExitCode.Pass;
        });
        return command;
    }
}
