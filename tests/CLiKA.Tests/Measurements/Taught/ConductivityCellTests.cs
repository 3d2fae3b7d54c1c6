using CLiKA.Languages;
using CLiKA.Measurements.Taught;

namespace CLiKA.Tests.Measurements.Taught;

public sealed class ConductivityCellTests
{
    private const RetrievalWay Way = RetrievalWay.Generation;

    [Fact]
    public void What_was_taught_in_English_and_comes_out_in_German_is_counted()
    {
        // Nine of ten known in English, four of them in German; the tenth counts for plain accuracy alone: 5 of 10.
        var result = Teachings.Cell("de", Teachings.Teaching("1111111110", "1111-00001")).By(Way).Single();

        result.IsTaught.Should().BeTrue();
        result.CrossRetrieval.Should().BeApproximately(4.0 / 9, 1e-12);
        result.Accuracy.Should().Be(0.5);

        // Wilson's formula for 4 of 9, in Python.
        result.CrossRetrievalInterval!.Value.Low.Should().BeApproximately(0.18877852109766463, 1e-9);
        result.CrossRetrievalInterval!.Value.High.Should().BeApproximately(0.7333487065045069, 1e-9);

        // Chance is 1/4: (4/9 - 1/4) / (3/4) = 7/27.
        result.ChanceCorrected.Should().BeApproximately(7.0 / 27, 1e-12);
        result.Checks.Select(check => check.ToString()).Should().Equal(
            "names 1.000 (10 of 10)", "en type 0 1.000 (10 of 10)", "en type 1 0.900 (9 of 10)", "de type 0 1.000 (10 of 10)");
    }

    [Theory]
    [InlineData("1111111111", 8, 10, "names 0.800 (8 of 10)")]
    [InlineData("1111111100", 10, 10, "en type 1 0.800 (8 of 10)")]
    [InlineData("1111111111", 10, 5, "de type 0 0.500 (5 of 10)")]
    public void Where_a_check_falls_short_there_is_no_number(string pivot, int names, int ownTypeZero, string shortfall)
    {
        var cell = Teachings.Cell("de", Teachings.Teaching(pivot, "1111111111", names, ownTypeZero));
        var result = cell.By(Way).Single();

        result.IsTaught.Should().BeFalse();
        result.Checks.Single(check => !check.Passes).ToString().Should().Be(shortfall);
        (result.CrossRetrieval, result.ChanceCorrected, result.Accuracy, result.CrossRetrievalInterval, cell.Mean(Way))
            .Should().Be((null, null, null, null, null));
        result.OwnRight.Should().AllBeEquivalentTo(true, "the answers themselves are kept");
    }

    [Fact]
    public void Several_seeds_have_a_mean_and_a_spread()
    {
        var cell = Teachings.Cell("de", Teachings.Retrieved(10), Teachings.Retrieved(14), Teachings.Retrieved(12));

        // 0.5, 0.7 and 0.6.
        cell.Mean(Way).Should().BeApproximately(0.6, 1e-12);
        cell.Spread(Way).Should().BeApproximately(0.1, 1e-12);
        Teachings.Cell("de", Teachings.Retrieved(10)).Spread(Way).Should().BeNull();
    }

    [Fact]
    public void A_seed_that_did_not_take_is_not_left_out_of_the_mean()
    {
        var cell = Teachings.Cell("de", Teachings.Retrieved(10), Teachings.Teaching(new string('0', 20), new string('1', 20)));

        cell.Mean(Way).Should().BeNull();
        cell.Spread(Way).Should().BeNull();
    }

    [Fact]
    public void Teachings_that_were_asked_otherwise_are_refused()
    {
        var one = Teachings.Retrieved(10);
        var other = one with { Facts = one.Facts.Remove(RetrievalWay.Likelihood) };

        FluentActions.Invoking(() => Teachings.Cell("de", one, other)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ConductivityCell(Language.Parse("de"), "set", Teachings.Facts(10), [one])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_world_needs_facts_of_both_types() =>
        FluentActions.Invoking(() => new FictionalFacts(2, [0, 1], [true, true])).Should().Throw<ArgumentException>();

    // Wilson's interval of 16 of 40 begins at 0.263, of 15 at 0.243; guessing among four gets 10.
    [Theory]
    [InlineData(16, true)]
    [InlineData(15, false)]
    public void What_was_known_before_is_more_than_guessing_explains(int right, bool expected) =>
        new PriorFacts(right, 40).AreKnown(0.25).Should().Be(expected);
}
