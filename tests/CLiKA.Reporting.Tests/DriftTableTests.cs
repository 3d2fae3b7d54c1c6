using CLiKA.Baselines.Judging;

namespace CLiKA.Reporting.Tests;

public sealed class DriftTableTests
{
    // 12 of 40 lost in German: 12 of 120 answers over three languages. en-CO was 1, and is (28 + 40) of (40 + 40).
    [Fact]
    public void What_was_lost_since_the_release_is_told_though_nothing_was_since_what_was_accepted()
    {
        var report = Reports.LosingSinceRelease();

        DriftTable.Render(report.Accepted, report.Received, new JudgePolicy()).Should().Be(
            """

            pack since release 2.0 (3 accepted changes since)
                       en     de   he
              points  0.0  -30.0  0.0
              won      +0     +0   +0
              lost     -0    -12   -0
              Performance over 3 languages: -10.0 points
              Consistency over 3 languages: -15.0 points

            """);
    }

    [Fact]
    public void A_set_that_is_asked_otherwise_now_says_so_and_has_no_numbers()
    {
        var report = Reports.LosingSinceRelease();
        var baseline = report.Accepted.Single();
        var other = Samples.AskedOtherwise(Samples.Measurement(12), fingerprint => fingerprint with { Scoring = "likelihood" });

        var text = DriftTable.Render([baseline], other, new JudgePolicy());

        text.Should().StartWith("\npack since release 2.0 (3 accepted changes since)\n  ").And.Contain("likelihood").And.NotContain("points");
        DriftTable.Render([baseline], other with { ProbeSets = [] }, new JudgePolicy()).Should().BeEmpty();
    }
}
