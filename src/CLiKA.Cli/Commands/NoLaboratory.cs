using System.CommandLine;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika lab</c> where there is no laboratory: it carries 600 MB of Torch, which those who gate a model do not need.</summary>
internal static class NoLaboratory
{
    public static Command Create()
    {
        var command = new Command("lab", "The embedded models: in CLiKA's repository only.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(_ =>
        {
            Console.Error.WriteLine(
                "This program has no laboratory. In CLiKA's repository it is 'dotnet run --project src/CLiKA.Lab.Cli -- lab'.");
            return ExitCode.Unusable;
        });
        return command;
    }
}
