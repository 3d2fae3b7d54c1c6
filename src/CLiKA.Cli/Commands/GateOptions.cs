using System.CommandLine;

namespace CLiKA.Cli.Commands;

/// <summary>The common options of the gate's simulations.</summary>
internal static class GateOptions
{
    public static Option<int> Runs() => new("--runs")
    {
        Description = "Number of simulated runs.",
        HelpName = "N",
        DefaultValueFactory = _ => 10_000,
        CustomParser = Numbers.From(1),
    };

    public static Option<int> Seed() =>
        new("--seed") { Description = "Seed of the random draws.", HelpName = "N", DefaultValueFactory = _ => 1 };
}
