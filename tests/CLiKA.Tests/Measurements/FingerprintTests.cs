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
            "different items (baseline aaaaaaaaaaaa, received bbbbbbbbbbbb)",
            "different prompt (baseline p, received q)",
            "different scoring (baseline letter, received likelihood)",
            "different letter order (baseline fixed, received permuted)",
            "different number of wordings (baseline 1, received 3)",
            "different adapter (baseline none, received de)",
            "different device class (baseline cpu, received cuda)");
    }

    [Fact]
    public void Equal_fingerprints_have_no_difference() =>
        Packs.Fingerprint.DifferencesTo(Packs.Fingerprint with { }).Should().BeEmpty();
}
