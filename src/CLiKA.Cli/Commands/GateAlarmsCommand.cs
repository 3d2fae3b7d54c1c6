using System.CommandLine;
using CLiKA.Baselines.Judging;
using CLiKA.Reporting;
using CLiKA.Simulations;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika gate alarms</c>.</summary>
internal static class GateAlarmsCommand
{
    public static Command Create()
    {
        var baseline = new Argument<string>("BASELINE") { Description = "A measurement, or a model's folder in baselines/." };
        var received = new Argument<string>("RECEIVED") { Description = "Another model's measurement of the same items." };
        var release = new Option<string?>("--release")
        {
            Description = "A third model's measurement, as that of the last release: alpha is split between the two comparisons, as the gate does.",
            HelpName = "MEASUREMENT",
        };
        var runs = GateOptions.Runs();
        var seed = GateOptions.Seed();
        var command = new Command(
            "alarms", "False alarms: how often the gate calls an unchanged model regressed, by swapping the labels of two models' answers at random.")
        {
            baseline, received, release, runs, seed,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(received);
            var (before, now) = (ComparedModel.Read(parsed.GetRequiredValue(baseline)), ComparedModel.Read(path));
            try
            {
                var (policy, count) = (new JudgePolicy(), parsed.GetValue(runs));
                Console.Write(parsed.GetValue(release) is { } third
                    ? SimulationTable.RenderWithRelease(
                        FalseAlarms.Of(before, now, WithPart(1 - policy.ReleaseShare), count, parsed.GetValue(seed)),
                        FalseAlarms.Of(ComparedModel.Read(third), now, WithPart(policy.ReleaseShare), count, parsed.GetValue(seed)))
                    : SimulationTable.Render(FalseAlarms.Of(before, now, policy, count, parsed.GetValue(seed))));

                JudgePolicy WithPart(double share) => policy with { Alpha = policy.Alpha * share };
            }
            catch (ArgumentException error)
            {
                throw new InvalidInputException(path, error.Message, error);
            }

            return ExitCode.Pass;
        });
        return command;
    }
}
