using System.CommandLine;
using System.Globalization;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Prompts;
using CLiKA.Teaching.Sets;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika teach check</c>.</summary>
internal static class TeachCheckCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("MODEL-FOLDER") { Description = "The model, before it is taught." };
        var (language, world) = TeachOptions.Create();
        var chat = new Option<bool>("--chat") { Description = "Asks in the turns of the model's chat template." };
        var adapter = AdapterOption.Create();
        var command = new Command("check", "Checks that a model knows nothing of a fictional world yet.")
        {
            folder, language, chat, world, adapter,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var set = TeachOptions.Read(parsed.GetValue(world), parsed.GetRequiredValue(language));
            using var model = OnnxAnswerer.Load(parsed.GetRequiredValue(folder), new()
            {
                Device = DeviceRequest.Auto,
                Chat = parsed.GetValue(chat) ? new ChatFormat() : null,
                Adapter = parsed.GetValue(adapter),
            });
            var knows = false;
            foreach (var (name, questions) in new[] { ("English", set.PivotQuestions), (set.Language.EnglishName, set.Questions) })
            {
                var knowledge = await PriorKnowledge.AskAsync(model, questions, cancellationToken);
                knows |= knowledge.IsThere;
                var (low, high) = (knowledge.Interval.Low, knowledge.Interval.High);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {knowledge.Right} of {knowledge.Asked} facts right ({low:0.000} to {high:0.000}, "
                    + $"chance {knowledge.Chance:0.000}): "
                    + $"{(knowledge.IsThere ? "it knows some of them already." : "no more than guessing.")}"));
            }

            return knows ? ExitCode.Unusable : ExitCode.Pass;
        });
        return command;
    }
}
