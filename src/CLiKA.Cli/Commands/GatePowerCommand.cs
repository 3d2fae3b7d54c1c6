using System.CommandLine;
using System.Numerics;
using CLiKA.Baselines.Judging;
using CLiKA.Reporting;
using CLiKA.Simulations;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika gate power</c>.</summary>
internal static class GatePowerCommand
{
    // The minimum p-value needs a thousand draws for each run.
    private const int MostSwappedRuns = 1_000;

    private const string Shares = "numbers between 0 and 1";

    public static Command Create()
    {
        var items = Several<int>("--items", "Items in a probe set.", value => value >= 1, "whole numbers, at least 1", [200, 500, 1000]);
        var churn = Several<double>("--churn", "Share of answers that change at random in both directions.", value => value is > 0 and < 1, Shares, [0.02, 0.05, 0.1]);
        var correlation = Several<double>(
            "--correlation", "How strongly the languages of an item change together.", value => value is >= 0 and < 1, "numbers from 0 to below 1", [0, 0.5]);
        var loss = Several<double>("--loss", "The true loss in accuracy.", value => value is > 0 and < 1, Shares, [0.02, 0.05, 0.1]);
        var runs = GateOptions.Runs();
        var seed = GateOptions.Seed();
        var command = new Command(
            "power", "Power: how often the gate finds a loss planted in one of four probe sets, in one of ten languages or in all.")
        {
            items, churn, correlation, loss, runs, seed,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var count = parsed.GetValue(runs);
            var losses = (
                from all in (bool[])[false, true]
                from size in parsed.GetRequiredValue(items)
                from share in parsed.GetRequiredValue(churn)
                from alike in parsed.GetRequiredValue(correlation)
                from drop in parsed.GetRequiredValue(loss)
                select new PlantedLoss(size, share, alike, drop, all)).ToList();
            var estimates = new PowerEstimate[losses.Count];
            await Shown.WithProgressAsync(ShareOf(0), report => Task.Run(() =>
            {
                var done = 0;
                return Parallel.For(0, losses.Count, new ParallelOptions { CancellationToken = cancellation }, index =>
                {
                    estimates[index] = GatePower.Of(
                        losses[index], new JudgePolicy(), count, Math.Min(count, MostSwappedRuns), parsed.GetValue(seed));
                    var now = Interlocked.Increment(ref done);
                    report((double)now / losses.Count, ShareOf(now));
                });
            }));
            Console.Write(SimulationTable.Render(estimates));
            return ExitCode.Pass;

            string ShareOf(int done) => $"{done} of {losses.Count} planted losses simulated";
        });
        return command;
    }

    private static Option<T[]> Several<T>(string name, string description, Predicate<T> isSound, string expected, T[] otherwise)
        where T : struct, INumber<T> => new(name)
        {
            Description = $"{description} Repeatable; each value adds rows.",
            HelpName = "X",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => otherwise,
            CustomParser = Numbers.Several(isSound, expected),
        };
}
