using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Metrics;

namespace CLiKA.Tests.Baselines.Judging;

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

    private static (string, string, string) Lose(string code, int first, int count)
    {
        var before = new string('1', 100);
        return (code, before, before.Remove(first, count).Insert(first, new string('0', count)));
    }
}
