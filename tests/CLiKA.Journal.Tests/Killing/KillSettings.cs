using System.Diagnostics;
using System.Globalization;

namespace CLiKA.Journal.Tests.Killing;

/// <summary>How often runs and commands are killed, and where: CLIKATEST_KILLS and CLIKATEST_SEED (docs/checks.md).</summary>
internal static class KillSettings
{
    public static int Seed { get; } = Number("CLIKATEST_SEED", 1);

    public static int Kills(int otherwise) => Number("CLIKATEST_KILLS", otherwise);

    /// <summary>Waits for so short a time that no timer has it.</summary>
    public static void Spin(int microseconds)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalMicroseconds < microseconds)
        {
            Thread.SpinWait(1);
        }
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
