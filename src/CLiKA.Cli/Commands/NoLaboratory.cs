using System.CommandLine;

namespace CLiKA.Cli.Commands;

/// <summary><c>clika lab</c> in builds without the laboratory, which needs 600 MB of Torch that those who gate a model do not need.</summary>
internal static class NoLaboratory
{
    public static Command Create()
    {
        var command = new Command("lab", "Trains the embedded models. In CLiKA's repository only.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(_ =>
        {
            Console.Error.WriteLine(
                "'lab' is not part of this program. In CLiKA's repository: dotnet run --project src/CLiKA.Lab.Cli -- lab");
            return ExitCode.Unusable;
        });
        return command;
    }
}
