using CLiKA.Measurements;
using CLiKA.Prompts;

namespace CLiKA.Tests.Measurements;

public sealed class FingerprintTests
{
    [Fact]
    public void Each_difference_is_one_phrase_with_short_hashes()
    {
        var baseline = new Fingerprint(new string('a', 64), "p", "letter", "cpu");

        baseline.DifferencesTo(new Fingerprint(new string('b', 64), "q", "likelihood", "cuda")
        {
            Letters = LetterOrder.Permuted,
            Wordings = 3,
            Adapter = "de",
        }).Should().Equal(
            "other items (baseline aaaaaaaaaaaa, received bbbbbbbbbbbb)",
            "other prompt (baseline p, received q)",
            "other scoring (baseline letter, received likelihood)",
            "other letters (baseline fixed, received permuted)",
            "another number of wordings (baseline 1, received 3)",
            "another adapter (baseline none, received de)",
            "other device class (baseline cpu, received cuda)");
    }

    [Fact]
    public void Equal_fingerprints_have_no_difference() =>
        Packs.Fingerprint.DifferencesTo(Packs.Fingerprint with { }).Should().BeEmpty();
}
