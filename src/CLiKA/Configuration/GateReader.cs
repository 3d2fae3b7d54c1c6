using System.Globalization;
using CLiKA.Baselines.Judging;
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
        var usual = new JudgePolicy();
        if (!file.Has("gate"))
        {
            return usual;
        }

        var gate = file.Record("gate");
        gate.AllowOnly("alpha", "minimumDrop", "acrossDevices", "tests", "pooledShare", "releaseShare", "strict", "noise");
        return usual with
        {
            Alpha = Share(gate, "alpha", usual.Alpha),
            MinimumDrop = Share(gate, "minimumDrop", usual.MinimumDrop, mayBeZero: true),
            AcrossDevices = gate.Has("acrossDevices") && gate.Truth("acrossDevices"),
            Tests = gate.Has("tests") ? gate.EnumValue<TestFamily>("tests") : usual.Tests,
            PooledShare = Share(gate, "pooledShare", usual.PooledShare),
            ReleaseShare = Share(gate, "releaseShare", usual.ReleaseShare),
            Strict = gate.Has("strict") && gate.Truth("strict"),
            Noise = gate.Has("noise") ? gate.EnumValue<NoiseUse>("noise") : usual.Noise,
        };
    }

    /// <summary>Reads a share.</summary>
    /// <param name="record">The object.</param>
    /// <param name="name">Name of the property.</param>
    /// <param name="otherwise">The value where the property is missing.</param>
    /// <param name="mayBeZero">Whether 0 is allowed.</param>
    /// <returns>The share, below 1.</returns>
    /// <exception cref="InvalidInputException">The property is no number, or out of range.</exception>
    public static double Share(JsonRecord record, string name, double otherwise, bool mayBeZero = false) =>
        !record.Has(name) ? otherwise
        : record.Number(name) is var share && share < 1 && (share > 0 || (share == 0 && mayBeZero)) ? share
        : throw record.Error(string.Create(
            CultureInfo.InvariantCulture, $"'{name}' is {share}; expected a number {(mayBeZero ? "from 0" : "above 0")} and below 1."));
}
