using System.CommandLine;

namespace CLiKA.Cli.Commands;

/// <summary>Options that the simulations of the gate have in common.</summary>
internal static class GateOptions
{
    public static Option<int> Runs()
    {
        var runs = new Option<int>("--runs") { Description = "How many runs.", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        runs.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && value < 1)
            {
                result.AddError("--runs has to be at least 1.");
            }
        });
        return runs;
    }

    public static Option<int> Seed() =>
        new("--seed") { Description = "Seed of the draws.", HelpName = "N", DefaultValueFactory = _ => 1 };
}
