using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Metrics;

namespace CLiKA.Tests.Baselines.Judging;

/// <summary>Which loss could have been seen where none was found, and how many items would show it.</summary>
public sealed class DetectableLossTests
{
    // One cell and one pooled test: each has 0.025. Losses and numbers of items by ../Statistics/make.py, for one changed item of 100.
    [Fact]
    public void A_loss_that_could_have_gone_unseen_leaves_the_cell_inconclusive_and_the_run_passes()
    {
        var judgement = Packs.Judged(new JudgePolicy(), Packs.Change("de", 100, 1, 0));

        var cell = judgement.Cells.Single();
        cell.Verdict.Should().Be(CellVerdict.Inconclusive);
        cell.DetectableLoss.Should().BeApproximately(0.0779419, 1.2e-4);
        judgement.Pools.Single().Verdict.Should().Be(CellVerdict.Inconclusive);
        judgement.Verdict.Should().Be(Verdict.Pass);
    }

    [Fact]
    public void Nothing_found_is_unchanged_where_a_loss_of_the_margins_size_would_have_been_found()
    {
        var judgement = Packs.Judged(new JudgePolicy(MinimumDrop: 0.08), Packs.Change("de", 100, 1, 0));

        judgement.Cells.Single().Verdict.Should().Be(CellVerdict.Unchanged);
        judgement.Pools.Single().Verdict.Should().Be(CellVerdict.Unchanged);
        judgement.ItemsToSettle.Should().BeNull();
    }

    // make.py, for one changed item of 24: 0.3094. As many have to be right to be lost, and 7 of 24 are 0.292. For the pool it takes six lost
    // of 24 to be significant (2^-6 is below 0.025, 2^-5 is not), 0.25, and five are 0.208.
    [Theory]
    [InlineData(8, 0.3094, 0.25)]
    [InlineData(7, null, 0.25)]
    [InlineData(5, null, null)]
    public void No_loss_can_be_seen_where_there_is_less_to_lose(int right, double? ofCell, double? ofPool)
    {
        var before = new string('1', right).PadRight(24, '0');

        var judgement = Packs.Judged(new JudgePolicy(), ("de", before, "0" + before[1..]));

        (judgement.Cells.Single().Verdict, judgement.Pools.Single().Verdict).Should().Be((CellVerdict.Inconclusive, CellVerdict.Inconclusive));
        Tenths(judgement.Cells.Single().DetectableLoss).Should().Be(Tenths(ofCell));
        Tenths(judgement.Pools.Single().DetectableLoss).Should().Be(Tenths(ofPool));

        static double? Tenths(double? loss) => loss is { } value ? Math.Round(1000 * value) : null;
    }

    // Two of 100 items in two languages are a mean of 0.02; of 20 right in each, one in both, en-CO is 1 of 39. Two pooled tests at 0.0125 each
    // take seven lost answers of 200 to be significant, 0.035.
    [Theory]
    [InlineData(Level.Performance, 2, 0)]
    [InlineData(Level.Consistency, 20, 19)]
    public void A_level_over_all_languages_can_lose_no_more_than_it_had(Level level, int right, int apart)
    {
        var known = new string('1', right);
        var (english, german) = (known.PadRight(100, '0'), (new string('0', apart) + known).PadRight(100, '0'));
        var less = german.Remove(apart, 1).Insert(apart, "0");

        var judgement = Packs.Judged(new JudgePolicy(), ("en", english, english), ("de", german, less));

        var pool = judgement.Pools.Single(candidate => candidate.Level == level);
        (pool.DetectableLoss, pool.Verdict).Should().Be((null, CellVerdict.Inconclusive));
        pool.Before.Should().BeApproximately(level == Level.Performance ? 0.02 : 1 / 39.0, 1e-12);
    }

    // 39 is the first number of items with which a loss of 20 points is found (make.py, at a churn of 0.01; as
    // long as it is below the loss, the churn does not matter).
    [Fact]
    public void The_number_of_items_that_would_settle_it_is_told()
    {
        var judgement = Packs.Judged(new JudgePolicy(MinimumDrop: 0.2), Packs.Change("de", 25, 1, 0));

        judgement.Cells.Single().Verdict.Should().Be(CellVerdict.Inconclusive);
        judgement.ItemsToSettle.Should().BeInRange(39, 41);
    }

    // One changed answer shows nothing, so that each of ten cells has 0.025 for itself by now; at 78 items that would do for a loss of ten points (scipy).
    // Of so many items more change in every cell, each has a tenth of it, and it takes 113.
    [Fact]
    public void What_few_changes_cannot_show_now_is_not_counted_on_with_more_items() =>
        Packs.Judged(new JudgePolicy(MinimumDrop: 0.1), [.. Language.Paper.Select(language => Packs.Change(language.Code, 50, 1, 0))])
            .ItemsToSettle.Should().BeInRange(113, 115);

    // The mean change is -0.04 and its standard error 0.060168; one test at 0.025 takes the normal distribution's 1.95996 and 0.84162 of these for
    // power 0.8, one of four 2.49771 and as many (Python's statistics.NormalDist).
    [Theory]
    [InlineData(null, 0.1685661)]
    [InlineData(4, 0.2009210)]
    public void What_a_pooled_test_would_have_found_follows_from_how_far_items_differ(int? family, double expected) =>
        Packs.Judged(new JudgePolicy { PooledFamilySize = family }, Packs.Change("de", 100, 20, 16)).Pools.Single()
            .DetectableLoss.Should().BeApproximately(expected, 1e-6);

    [Fact]
    public void One_item_shows_nothing_and_is_judged() =>
        Packs.Judged(new JudgePolicy(), ("de", "1", "0")).Pools.Single().Should().Match<PoolComparison>(
            pool => pool.Verdict == CellVerdict.Inconclusive && pool.DetectableLoss == null);

    // 196 is the first number of items with which a loss of 10 points is found at a churn of 0.2 by one of two cells (make.py); at one of 0.05 90 would do.
    [Fact]
    public void The_cell_in_which_most_changed_says_how_many_items_would_settle_it()
    {
        var judgement = Packs.Judged(new JudgePolicy(MinimumDrop: 0.1), Packs.Change("de", 20, 2, 2), Packs.Change("fr", 20, 1, 0));

        judgement.Cells.Should().OnlyContain(cell => cell.Verdict == CellVerdict.Inconclusive);
        judgement.ItemsToSettle.Should().BeInRange(196, 198);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-7)]
    public void No_number_of_items_settles_a_margin_of_nothing(double margin)
    {
        var judgement = Packs.Judged(new JudgePolicy(MinimumDrop: margin), Packs.Change("de", 25, 1, 1));

        judgement.Cells.Single().Verdict.Should().Be(CellVerdict.Inconclusive);
        judgement.ItemsToSettle.Should().BeNull();
    }
}
