using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;

namespace CLiKA.Tests.Baselines.Judging;

/// <summary>Probe sets of which no loss is let pass, beside those that are tested.</summary>
public sealed class NoLossTests
{
    private static readonly JudgePolicy Laws = new() { NoLossIn = ["pack"] };
    private static readonly Language German = Language.Parse("de");

    [Theory]
    [InlineData(1, 0, CellVerdict.Regressed)]
    [InlineData(1, 50, CellVerdict.Regressed)]
    [InlineData(0, 50, CellVerdict.Unchanged)]
    [InlineData(0, 0, CellVerdict.Identical)]
    public void An_item_that_is_lost_fails_whatever_was_won(int lost, int won, CellVerdict expected)
    {
        foreach (var policy in (JudgePolicy[])[Laws, Laws with { Tests = TestFamily.Cells }, Laws with { MinimumDrop = 0.5, Alpha = 1e-9 }])
        {
            var judgement = Packs.Judged(policy, Packs.Change("en", 100, 0, 0), Packs.Change("de", 100, lost, won));

            var cell = judgement.Cell("pack", German)!;
            (cell.AdjustedP, cell.DetectableLoss, judgement.Pools.IsEmpty).Should().Be((null, null, true));
            cell.Verdict.Should().Be(policy.Tests == TestFamily.Cells && expected == CellVerdict.Identical ? CellVerdict.Unchanged : expected, "cells alone call nothing identical");
            judgement.Verdict.Should().Be(expected == CellVerdict.Regressed ? Verdict.Regressed : Verdict.Pass);
        }
    }

    [Fact]
    public void A_wrong_answer_that_became_another_wrong_one_is_no_loss()
    {
        var before = Packs.Measurement(("de", "0111"));
        var set = before.ProbeSets.Single();
        var answers = set.In(German)!.Answers;
        var now = before with { ProbeSets = [set.With(new Dictionary<Language, ImmutableArray<Answer>> { [German] = answers.SetItem(0, new(3)) })] };

        var cell = Judge.Compare(new Evidence(now, before), Laws, Scope.Everything).Cells.Single();

        (cell.Lost.Length, cell.Verdict).Should().Be((0, CellVerdict.Unchanged));
    }

    [Theory]
    [InlineData(TestFamily.Pooled)]
    [InlineData(TestFamily.Cells)]
    public void The_tests_of_the_other_sets_are_what_they_are_without_it(TestFamily tests)
    {
        var policy = new JudgePolicy { Tests = tests };
        (string, string, string)[] changes = [Packs.Change("en", 100, 3, 1), Packs.Change("de", 100, 9, 2)];
        var alone = Packs.Judged(policy, changes);
        var (before, now) = (With(item => item.Item2), With(item => item.Item3));

        var beside = Judge.Compare(new Evidence(now, before), policy with { NoLossIn = ["laws"] }, Scope.Everything);

        beside.Cells.Where(cell => cell.ProbeSet == "pack").Should().BeEquivalentTo(alone.Cells);
        beside.Pools.Should().BeEquivalentTo(alone.Pools);
        beside.ItemsToSettle.Should().Be(alone.ItemsToSettle);
        beside.Cells.Where(cell => cell.ProbeSet == "laws").Select(cell => cell.Verdict).Should().Contain(CellVerdict.Regressed);

        Measurement With(Func<(string, string, string), string> marks)
        {
            var measurement = Packs.Measurement([.. changes.Select(change => (change.Item1, marks(change)))]);
            return measurement with { ProbeSets = [Packs.Renamed(measurement.ProbeSets[0], "laws"), measurement.ProbeSets[0]] };
        }
    }

    [Fact]
    public void Noise_excuses_nothing()
    {
        var (before, now) = (Packs.Measurement(("de", "1111")), Packs.Measurement(("de", "0111")));
        var noise = new ProbeSetNoise("pack", Packs.Fingerprint, "weights", [KindNoise.Of(NoiseKind.Batch, before.ProbeSets[0], [("row by row", now.ProbeSets[0])])]);

        var judgement = Judge.Compare(new Evidence(now, before) { Noise = [noise] }, Laws, Scope.Everything);

        judgement.Cells.Single().Noise!.Used!.Size.Should().Be(0.25);
        judgement.Verdict.Should().Be(Verdict.Regressed);
    }

    [Fact]
    public void A_loss_that_was_accepted_is_red_no_more_and_takes_no_alpha_for_the_release()
    {
        var (all, lost, won) = (Packs.Measurement(("de", "1110")), Packs.Measurement(("de", "1010")), Packs.Measurement(("de", "1011")));
        var kept = Acceptance.OfRelease(all, "2.0", null);

        kept = Acceptance.Of(new Evidence(lost, all) { Baselines = kept }, Laws, "repealed");
        kept[0].Changes[1].References.Should().Equal(German);
        kept = Acceptance.Of(new Evidence(won, lost) { Baselines = kept }, Laws, "new");
        var judgement = Judge.Compare(new Evidence(lost, won) { Baselines = kept }, Laws, Scope.Everything);

        Judge.Compare(new Evidence(won, won) { Baselines = kept }, Laws, Scope.Everything).Verdict.Should().Be(Verdict.Pass);
        judgement.CellsSinceRelease.Should().BeEmpty();
        judgement.Cells.Single().Should().Match<CellComparison>(cell => cell.Verdict == CellVerdict.Regressed && cell.Lost.Single() == 3);
    }

    [Theory]
    [InlineData("1000", null)]
    [InlineData("0000", BlindingCause.TooFew)]
    public void One_item_that_is_right_is_guarded_and_none_is_not(string right, BlindingCause? cause) => GateTrial.BlindedBy(
        new AcceptedBaseline(Packs.Measurement(("de", right)).ProbeSets[0]), [], Laws with { FamilySize = 0, PooledFamilySize = 0 }).Should().Be(cause);
}
