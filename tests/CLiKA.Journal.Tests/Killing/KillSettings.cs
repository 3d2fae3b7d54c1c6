using System.Globalization;

namespace CLiKA.Journal.Tests.Killing;

/// <summary>How often something is killed, and where: CLIKA_KILLS and CLIKA_SEED (docs/reliability.md).</summary>
internal static class KillSettings
{
    public static int Seed { get; } = Number("CLIKA_SEED", 1);

    public static int Kills(int otherwise) => Number("CLIKA_KILLS", otherwise);

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
