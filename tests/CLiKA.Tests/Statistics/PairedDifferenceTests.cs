using CLiKA.Statistics;

namespace CLiKA.Tests.Statistics;

public sealed class PairedDifferenceTests
{
    // statsmodels: OLS of the changes on a constant, cov_type="cluster", groups = items (make.py).
    [Fact]
    public void Translations_of_an_item_are_one_cluster()
    {
        var difference = PairedDifference.Of(Marks.Baseline, Marks.Candidate);

        difference.Mean.Should().BeApproximately(-1.0 / 6, 1e-12);
        difference.StandardError.Should().BeApproximately(0.10336227882434026, 1e-12);
        difference.Interval.Low.Should().BeApproximately(-0.36925301, 1e-8);
        difference.Interval.High.Should().BeApproximately(0.03591968, 1e-8);
    }

    [Fact]
    public void A_cluster_changes_by_the_languages_won_less_the_languages_lost() =>
        PairedDifference.ChangesByItem(Marks.Of("1100", "1010"), Marks.Of("0101", "0011")).Should().Equal(-2, 0, 0, 2);

    [Theory]
    [InlineData("11", "1")]
    [InlineData("11", "111")]
    [InlineData("1", "1")]
    [InlineData("", "")]
    public void Other_items_and_a_single_one_are_refused(string baseline, string candidate) =>
        FluentActions.Invoking(() => PairedDifference.Of(Marks.Of(baseline), Marks.Of(candidate))).Should().Throw<ArgumentException>();

    [Fact]
    public void Another_number_of_languages_is_refused() =>
        FluentActions.Invoking(() => PairedDifference.Of(Marks.Of("11"), Marks.Of("11", "11"))).Should().Throw<ArgumentException>();
}
