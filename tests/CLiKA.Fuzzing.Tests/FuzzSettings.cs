using System.Globalization;

namespace CLiKA.Fuzzing.Tests;

/// <summary>How many inputs are tried, and which: variables of the environment, so that a longer run is the same command.</summary>
internal static class FuzzSettings
{
    // A second or two a format on two slow cores.
    private const int UsualInputs = 250;

    /// <summary>How many inputs of each of the cheapest formats (<c>CLIKATEST_FUZZ</c>).</summary>
    public static int Inputs { get; } = Number("CLIKATEST_FUZZ") ?? UsualInputs;

    /// <summary>Seed of the inputs (<c>CLIKATEST_FUZZ_SEED</c>).</summary>
    public static int Seed { get; } = Number("CLIKATEST_FUZZ_SEED") ?? 1;

    /// <summary>Number of the first input (<c>CLIKATEST_FUZZ_FROM</c>).</summary>
    public static int First { get; } = Number("CLIKATEST_FUZZ_FROM") ?? 0;

    /// <summary>How many inputs of a format are tried, at least one.</summary>
    public static int InputsOf(FuzzTarget target) => Math.Max(1, Inputs / target.Cost);

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
