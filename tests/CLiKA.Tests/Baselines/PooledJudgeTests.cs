using CLiKA.Baselines;
using CLiKA.Languages;
using CLiKA.Metrics;

namespace CLiKA.Tests.Baselines;

/// <summary>The judge with the tests that it has by default: pooled ones beside those of the cells.</summary>
public sealed class PooledJudgeTests
{
    private static readonly string[] Codes = ["en", "de", "fr", "it", "ru", "pl", "ar", "he", "zh", "ja"];

    [Fact]
    public void Identical_answers_pass_and_are_called_so()
    {
        var judgement = Packs.Judged(new JudgePolicy(), Packs.Change("en", 100, 0, 0), Packs.Change("de", 100, 0, 0));

        judgement.Verdict.Should().Be(Verdict.Pass);
        judgement.Cells.Should().OnlyContain(
            cell => cell.Verdict == CellVerdict.Identical && cell.DetectableLoss == null && cell.AdjustedP == 1);
        judgement.Pools.Should().HaveCount(2).And.OnlyContain(
            pool => pool.Verdict == CellVerdict.Identical && pool.DetectableLoss == null && pool.P == 1 && pool.AdjustedP == 1);
        judgement.ItemsToSettle.Should().BeNull();
    }

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
        Packs.Judged(new JudgePolicy(MinimumDrop: 0.1), [.. Codes.Select(code => Packs.Change(code, 50, 1, 0))])
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

    // Eight won of eight are p = 2^-8 of a gain, over half of alpha 2^-7 for the cell and for the pool, and two-sided the same.
    [Fact]
    public void A_gain_is_found_as_a_loss_would_be_and_passes()
    {
        var judgement = Packs.Judged(new JudgePolicy(), Packs.Change("de", 100, 0, 8));

        judgement.Verdict.Should().Be(Verdict.Pass);
        (judgement.Cells.Single().Verdict, judgement.Pools.Single().Verdict).Should().Be((CellVerdict.Improved, CellVerdict.Improved));
        judgement.Cells.Single().AdjustedP.Should().BeApproximately(Math.Pow(2, -7), 1e-12);
        judgement.Pools.Single().AdjustedP.Should().BeApproximately(Math.Pow(2, -7), 1e-12);
        judgement.Pools.Single().P.Should().BeApproximately(Math.Pow(2, -7), 1e-12);
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

    // Four lost of 100 are p = 1/16 in each language. Ten times four different items are p = 2^-40 together; the same four in every
    // language are four clusters, p = 1/16.
    [Theory]
    [InlineData(true, Verdict.Regressed, CellVerdict.Regressed)]
    [InlineData(false, Verdict.Pass, CellVerdict.Inconclusive)]
    public void A_loss_too_small_for_each_language_is_found_over_all_unless_it_is_of_the_same_items(
        bool differ, Verdict expected, CellVerdict performance)
    {
        var judgement = Packs.Judged(new JudgePolicy(), [.. Codes.Select((code, index) => Lose(code, differ ? 4 * index : 0, 4))]);

        judgement.Verdict.Should().Be(expected);
        judgement.CellsThat(CellVerdict.Regressed).Should().BeEmpty();
        var pool = judgement.Pools.Single(entry => entry.Level == Level.Performance);
        pool.Verdict.Should().Be(performance);
        pool.Change.Should().BeApproximately(-0.04, 1e-12);
        pool.P.Should().BeApproximately(differ ? Math.Pow(2, -39) : 0.125, 1e-12);
        (pool.Items, pool.Languages).Should().Be((100, 10));
    }

    [Fact]
    public void A_pooled_loss_below_the_margin_is_no_regression() =>
        Packs.Judged(new JudgePolicy(MinimumDrop: 0.05), [.. Codes.Select((code, index) => Lose(code, 4 * index, 4))])
            .Pools.Single(pool => pool.Level == Level.Performance).Verdict.Should().Be(CellVerdict.Unchanged);

    // English and German know the same 50 of 100 items; now each knows 50 as before, and no item in both.
    [Fact]
    public void Languages_that_come_apart_at_equal_accuracy_regress_in_consistency()
    {
        var (first, second) = (new string('1', 50) + new string('0', 50), new string('0', 50) + new string('1', 50));

        var judgement = Packs.Judged(new JudgePolicy(), ("en", first, first), ("de", first, second));

        judgement.Verdict.Should().Be(Verdict.Regressed);
        judgement.CellsThat(CellVerdict.Regressed).Should().BeEmpty();
        judgement.PoolsThat(CellVerdict.Regressed).Single().Should().Match<PoolComparison>(
            pool => pool.Level == Level.Consistency && pool.Before == 1 && pool.Now == 0);
    }

    // There is no item that is right in English or in German: en-CO is undefined, and nothing can be said of it.
    [Fact]
    public void What_is_undefined_is_inconclusive()
    {
        var wrong = new string('0', 20);

        var judgement = Packs.Judged(new JudgePolicy(), ("en", wrong, wrong), ("de", "1" + wrong[1..], wrong));

        var pool = judgement.Pools.Single(entry => entry.Level == Level.Consistency);
        (pool.Now, pool.P, pool.AdjustedP, pool.Verdict).Should().Be((null, null, null, CellVerdict.Inconclusive));
    }

    [Fact]
    public void A_run_without_some_languages_of_the_baseline_has_no_pooled_tests()
    {
        var judgement = Judge.Compare(
            new Evidence(Packs.Measurement(("de", "0000")), Packs.Measurement(("en", "1111"), ("de", "1111"))),
            new JudgePolicy(),
            Scope.Received);

        judgement.Pools.Should().BeEmpty();
    }

    // 2^-8 one-sided over half of alpha: 0.0078; times nine 0.07.
    [Theory]
    [InlineData(null, CellVerdict.Regressed)]
    [InlineData(9, CellVerdict.Inconclusive)]
    public void Pooled_tests_are_adjusted_for_those_that_the_run_has_as_configured(int? family, CellVerdict expected)
    {
        var pool = Packs.Judged(new JudgePolicy { PooledFamilySize = family }, Packs.Change("de", 100, 8, 0)).Pools.Single();

        pool.Verdict.Should().Be(expected);
        pool.AdjustedP.Should().BeApproximately(Math.Pow(2, -7) * (family ?? 1), 1e-12);
    }

    // 2^-6 one-sided is 0.016: enough for half of alpha, too little for a fifth of it.
    [Theory]
    [InlineData(0.5, CellVerdict.Regressed)]
    [InlineData(0.8, CellVerdict.Inconclusive)]
    public void Cells_have_the_part_of_alpha_that_the_pooled_tests_leave(double share, CellVerdict expected) =>
        Packs.Judged(new JudgePolicy { PooledShare = share }, Packs.Change("de", 100, 6, 0)).Cells.Single().Verdict.Should().Be(expected);

    // Nine languages in which one item changed can show no small p: the tenth is not charged for them. By hand: 7 lost are 2^-7, over half
    // of alpha 2^-6; with nine cells that could show it, as many times more.
    [Theory]
    [InlineData(1, CellVerdict.Regressed)]
    [InlineData(14, CellVerdict.Inconclusive)]
    public void A_cell_is_charged_for_what_the_others_could_have_shown(int changed, CellVerdict expected) =>
        Packs.Judged(
            new JudgePolicy(),
            [
                .. Codes.Select((code, index) =>
                    index == 3 ? Packs.Change(code, 100, 7, 0) : Packs.Change(code, 100, changed / 2, (changed + 1) / 2)),
            ])
            .Cell("pack", Language.Parse("it"))!.Verdict.Should().Be(expected);

    [Theory]
    [InlineData("1111", "1111", Verdict.Pass, CellVerdict.Identical)]
    [InlineData("1111", "1110", Verdict.Changed, CellVerdict.Changed)]
    [InlineData("1110", "1111", Verdict.Changed, CellVerdict.Changed)]
    public void Strict_lets_no_metric_change(string before, string now, Verdict expected, CellVerdict cell)
    {
        foreach (var tests in Enum.GetValues<TestFamily>())
        {
            var judgement = Packs.Judged(new JudgePolicy { Strict = true, Tests = tests }, ("en", before, now));

            judgement.Verdict.Should().Be(expected);
            judgement.Cells.Single().Verdict.Should().Be(
                tests == TestFamily.Cells && cell == CellVerdict.Identical ? CellVerdict.Unchanged : cell);
        }
    }

    // One letter more often and another less, at the same accuracy: as many are right, and the shares of letters are others.
    [Fact]
    public void Strict_notices_another_wrong_letter()
    {
        var accepted = Packs.Measurement(("en", "1110"));
        var set = accepted.ProbeSets[0];
        var received = set.With(set.Languages.ToDictionary(cell => cell.Language, _ => CLiKA.Answers.AnswerLetters.Read("ABCB")));

        Judge.Compare(new Evidence(new("model", [received]), accepted), new JudgePolicy { Strict = true }, Scope.Received)
            .Verdict.Should().Be(Verdict.Changed);
    }

    // German alone has no overlap with English, which is not a changed one.
    [Fact]
    public void Strict_finds_no_change_where_a_filter_left_English_out()
    {
        var accepted = Packs.Measurement(("en", "1110"), ("de", "1101"));

        Judge.Compare(new Evidence(Packs.Measurement(("de", "1101")), accepted), new JudgePolicy { Strict = true }, Scope.Received)
            .Verdict.Should().Be(Verdict.Pass);
        Judge.Compare(new Evidence(Packs.Measurement(("de", "1011")), accepted), new JudgePolicy { Strict = true }, Scope.Received)
            .Verdict.Should().Be(Verdict.Changed);
    }

    // Where accuracies stay and 60 items that were right in both languages are right in one of two, nearly no assignment of labels falls as far. Of
    // 400 pools each has 0.025 / 400, which five of 80,000 draws are: p is 1 / 80,001, times 400, times two for the split. Of 4,000,000 pools none
    // can be significant.
    [Theory]
    [InlineData(400, 800 / 80_001.0, CellVerdict.Regressed, true)]
    [InlineData(4_000_000, 1, CellVerdict.Inconclusive, false)]
    public void Consistency_is_drawn_as_often_as_a_family_of_many_pools_takes(int pools, double p, CellVerdict verdict, bool couldSee)
    {
        var (first, second) = (new string('1', 60).PadRight(200, '0'), new string('1', 60).PadLeft(200, '0'));

        var judgement = Packs.Judged(new JudgePolicy { PooledFamilySize = pools }, ("en", first, first), ("de", first, second));

        var pool = judgement.Pools.Single(candidate => candidate.Level == Level.Consistency);
        pool.AdjustedP.Should().BeApproximately(p, 1e-12);
        (pool.Verdict, pool.DetectableLoss is not null).Should().Be((verdict, couldSee));
    }

    [Fact]
    public void Strict_still_tells_a_regression_from_a_change() =>
        Packs.Judged(new JudgePolicy { Strict = true }, Packs.Change("en", 100, 30, 0), Packs.Change("de", 100, 1, 0))
            .Should().Match<Judgement>(judgement => judgement.Verdict == Verdict.Regressed
                && judgement.Cells[0].Verdict == CellVerdict.Regressed && judgement.Cells[1].Verdict == CellVerdict.Changed);

    private static (string, string, string) Lose(string code, int first, int count)
    {
        var before = new string('1', 100);
        return (code, before, before.Remove(first, count).Insert(first, new string('0', count)));
    }
}
