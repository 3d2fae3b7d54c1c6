using System.CommandLine;
using CLiKA.Baselines;
using CLiKA.Reporting;
using CLiKA.Simulations;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika gate alarms</c>.</summary>
internal static class GateAlarmsCommand
{
    public static Command Create()
    {
        var baseline = new Argument<string>("BASELINE") { Description = "A measurement, or the folder of a model in baselines/." };
        var received = new Argument<string>("RECEIVED") { Description = "Another model's measurement of the same items." };
        var runs = GateOptions.Runs();
        var seed = GateOptions.Seed();
        var command = new Command(
            "alarms", "How often the gate calls an unchanged model regressed: two models' answers swap labels at random.")
        {
            baseline, received, runs, seed,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(received);
            var (before, now) = (CompareCommand.Read(parsed.GetRequiredValue(baseline)), CompareCommand.Read(path));
            try
            {
                Console.Write(SimulationTable.Render(
                    FalseAlarms.Of(before, now, new JudgePolicy(), parsed.GetValue(runs), parsed.GetValue(seed))));
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
