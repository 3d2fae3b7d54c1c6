using CLiKA.Baselines;
using CLiKA.Baselines.Noise;
using CLiKA.Input;

namespace CLiKA.Configuration;

/// <summary>Reads the <c>gate</c> property of a configuration.</summary>
internal static class GateReader
{
    /// <summary>Reads the <c>gate</c> property.</summary>
    /// <param name="file">The configuration.</param>
    /// <returns>The policy, with defaults for what is not configured.</returns>
    /// <exception cref="InvalidInputException">A value is out of range or unknown.</exception>
    public static JudgePolicy Read(JsonRecord file)
    {
        var policy = new JudgePolicy();
        if (file.Has("gate"))
        {
            var gate = file.Record("gate");
            gate.AllowOnly("alpha", "minimumDrop", "acrossDevices", "tests", "pooledShare", "releaseShare", "strict", "noise");
            policy = policy with
            {
                Alpha = gate.Has("alpha") ? gate.Number("alpha") : policy.Alpha,
                MinimumDrop = gate.Has("minimumDrop") ? gate.Number("minimumDrop") : policy.MinimumDrop,
                AcrossDevices = gate.Has("acrossDevices") && gate.Truth("acrossDevices"),
                Tests = gate.Has("tests") ? ReadTests(gate) : policy.Tests,
                PooledShare = gate.Has("pooledShare") ? gate.Number("pooledShare") : policy.PooledShare,
                ReleaseShare = gate.Has("releaseShare") ? gate.Number("releaseShare") : policy.ReleaseShare,
                Strict = gate.Has("strict") && gate.Truth("strict"),
                Noise = gate.Has("noise") ? ReadNoise(gate) : policy.Noise,
            };
        }

        return policy is { Alpha: > 0 and < 1, MinimumDrop: >= 0 and < 1, PooledShare: > 0 and < 1, ReleaseShare: > 0 and < 1 }
            ? policy
            : throw file.Error("'gate': expected alpha in (0, 1), minimumDrop in [0, 1), pooledShare and releaseShare in (0, 1).");
    }

    private static TestFamily ReadTests(JsonRecord gate) => EnumName.TryParse<TestFamily>(gate.NonBlankText("tests"), out var family)
        ? family
        : throw gate.Error($"'tests' is '{gate.Text("tests")}'; expected one of {EnumName.List<TestFamily>()}.");

    private static NoiseUse ReadNoise(JsonRecord gate) => EnumName.TryParse<NoiseUse>(gate.NonBlankText("noise"), out var use)
        ? use
        : throw gate.Error($"'noise' is '{gate.Text("noise")}'; expected one of {EnumName.List<NoiseUse>()}.");
}
