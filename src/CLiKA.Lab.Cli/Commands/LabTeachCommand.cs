using System.CommandLine;
using System.Globalization;
using CLiKA.Cli;
using CLiKA.Cli.Commands;
using CLiKA.Lab.Teaching;
using CLiKA.Lab.Training;
using CLiKA.Measurements;
using CLiKA.Prompts;
using CLiKA.Teaching.Sets;
using TorchSharp;

namespace CLiKA.Lab.Cli.Commands;

/// <summary><c>clika lab teach</c>.</summary>
internal static class LabTeachCommand
{
    private static readonly Option<string> Model = new("--model")
    {
        HelpName = "DIR",
        Description = "A Llama-family model: safetensors, or a graph that CLiKA wrote.",
        Required = true,
    };

    private static readonly Option<string> Target = new("--out")
    {
        HelpName = "DIR",
        Description = "A folder for the result.",
        Required = true,
    };

    private static readonly Option<string> Plan = new("--plan")
    {
        Description = "Preset for values that are not given: lora and full are the paper's; micro and micro-full are for small models.",
        DefaultValueFactory = _ => "lora",
    };

    private static readonly Option<int?> Rank = new("--rank") { HelpName = "N", Description = "Rank of the low-rank updates." };
    private static readonly Option<double?> Alpha = new("--alpha") { HelpName = "X", Description = "Alpha of the low-rank updates." };
    private static readonly Option<double?> Dropout = new("--dropout") { HelpName = "X", Description = "Dropout of the low-rank updates." };
    private static readonly Option<string[]> Targets = new("--targets")
    {
        HelpName = "NAME",
        Description = "Modules that get low-rank updates, such as q_proj v_proj.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<double?> LearningRate = new("--learning-rate") { HelpName = "X", Description = "Highest learning rate." };
    private static readonly Option<int?> Epochs = new("--epochs") { HelpName = "N", Description = "Number of epochs." };
    private static readonly Option<int?> Batch = new("--batch-size") { HelpName = "N", Description = "Examples in a batch." };
    private static readonly Option<int?> Accumulation = new("--accumulation") { HelpName = "N", Description = "Batches in an optimizer step." };
    private static readonly Option<double?> WarmUp = new("--warm-up") { HelpName = "X", Description = "Share of steps in which the learning rate rises." };
    private static readonly Option<int?> Seed = new("--seed") { HelpName = "N", Description = "Random seed." };
    private static readonly Option<string?> Control = new("--control")
    {
        Description = "positive teaches all facts in the language too (XRR has to be near 1); negative teaches no names (near chance).",
    };

    private static readonly Option<bool> Chat = new("--chat") { Description = "Teaches in the turns of the model's chat template." };
    private static readonly Option<int> Threads = new("--threads")
    {
        HelpName = "N",
        Description = "Number of threads; with another number, results are rounded differently.",
        DefaultValueFactory = _ => 1,
        CustomParser = Numbers.From(1),
    };

    private static readonly Option<string> Device = new("--device")
    {
        Description = "Device to train on; cuda needs a build with -p:TorchFlavor=Cuda.",
        DefaultValueFactory = _ => "cpu",
    };

    public static Command Create()
    {
        Plan.AcceptOnlyFromAmong([.. TeachingPlan.Known.Keys]);
        Device.AcceptOnlyFromAmong("cpu", "cuda");
        Control.AcceptOnlyFromAmong("positive", "negative");
        var (language, world) = TeachOptions.Create();
        var command = new Command("teach", "Teaches a model a fictional world, in English and one more language.")
        {
            Model, language, world, Target, Plan, Rank, Alpha, Dropout, Targets, LearningRate, Epochs, Batch, Accumulation, WarmUp, Seed,
            Control, Chat, Threads, Device,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var set = TeachOptions.Read(parsed.GetValue(world), parsed.GetRequiredValue(language));
            set = parsed.GetValue(Control) switch
            {
                "positive" => TeachingControls.Positive(set),
                "negative" => TeachingControls.Negative(set),
                _ => set,
            };
            var request = new TeachingRequest(parsed.GetRequiredValue(Model), set, PlanOf(parsed), parsed.GetRequiredValue(Target))
            {
                Chat = parsed.GetValue(Chat) ? new ChatFormat() : null,
                Threads = parsed.GetValue(Threads),
                Device = parsed.GetValue(Device) == "cuda" ? DeviceType.CUDA : DeviceType.CPU,
            };
            var loss = await Shown.WithProgressAsync(set.Language.EnglishName, report => Task.Run(
                () => LabTeacher.Teach(
                    request,
                    new CallbackProgress<TrainingProgress>(done => report(done.Share, done.Describe(set.Language.EnglishName))),
                    cancellationToken),
                cancellationToken));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Target}: {set.Examples.Length:N0} examples of {set.World} for {set.Language.EnglishName}, "
                + $"last loss {loss:0.0000}."));
            return ExitCode.Pass;
        });
        return command;
    }

    private static TeachingPlan PlanOf(ParseResult parsed)
    {
        var plan = TeachingPlan.Known[parsed.GetRequiredValue(Plan)];
        return plan with
        {
            Rank = parsed.GetValue(Rank) ?? plan.Rank,
            Alpha = parsed.GetValue(Alpha) ?? plan.Alpha,
            Dropout = parsed.GetValue(Dropout) ?? plan.Dropout,
            Targets = parsed.GetValue(Targets) is { Length: > 0 } targets ? [.. targets] : plan.Targets,
            LearningRate = parsed.GetValue(LearningRate) ?? plan.LearningRate,
            Epochs = parsed.GetValue(Epochs) ?? plan.Epochs,
            BatchSize = parsed.GetValue(Batch) ?? plan.BatchSize,
            Accumulation = parsed.GetValue(Accumulation) ?? plan.Accumulation,
            WarmUp = parsed.GetValue(WarmUp) ?? plan.WarmUp,
            Seed = parsed.GetValue(Seed) ?? plan.Seed,
        };
    }
}
