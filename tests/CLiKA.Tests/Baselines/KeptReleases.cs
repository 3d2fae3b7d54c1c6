using CLiKA.Baselines;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines;

/// <summary>A baseline of which something was accepted after a release.</summary>
internal static class KeptReleases
{
    /// <summary>What is kept after release 2.0, and one acceptance that moved the reference of German.</summary>
    /// <param name="release">What the release showed: English 1101, German 1001.</param>
    public static AcceptedBaseline After(ProbeSetMeasurement release) => new(Packs.Measurement(("en", "0111"), ("de", "1001")).ProbeSets[0])
    {
        Changes = [new AcceptedChange(null) { Release = "2.0" }, new AcceptedChange("say \"why\"") { References = [Language.Parse("de")] }],
        AtRelease = release,
        MovedReference = Packs.Measurement(("en", "1111"), ("de", "1001")).ProbeSets[0],
    };
}
