using CLiKA.Measurements;

namespace CLiKA.Tests.Measurements;

public sealed class FingerprintTests
{
    [Fact]
    public void Each_difference_is_one_phrase_with_short_hashes()
    {
        var baseline = new Fingerprint(new string('a', 64), "p", "letter", "cpu");

        baseline.DifferencesTo(new Fingerprint(new string('b', 64), "q", "likelihood", "cuda")).Should().Equal(
            "other items (baseline aaaaaaaaaaaa, received bbbbbbbbbbbb)",
            "other prompt (baseline p, received q)",
            "other scoring (baseline letter, received likelihood)",
            "other device class (baseline cpu, received cuda)");
    }

    [Fact]
    public void Equal_fingerprints_have_no_difference() =>
        Packs.Fingerprint.DifferencesTo(Packs.Fingerprint with { }).Should().BeEmpty();
}
