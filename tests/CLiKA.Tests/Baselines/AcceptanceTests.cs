using System.Collections.Immutable;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines;

public sealed class AcceptanceTests
{
    private const int Items = 400;
    private const int HalfAPoint = 2;
    private static readonly JudgePolicy Policy = new();
    private static readonly Language German = Language.Parse("de");

    [Fact]
    public void Ten_accepted_half_point_losses_are_seen_since_the_release_and_never_against_the_last_accepted()
    {
        var kept = Acceptance.OfRelease(Losing(0), "2.0", null);
        var sinceRelease = new List<Verdict>();
        for (var step = 1; step <= 10; step++)
        {
            var evidence = Evidence(Losing(step * HalfAPoint), kept);
            Judge.Compare(evidence with { Baselines = [] }, Policy, Scope.Everything).Verdict.Should().Be(Verdict.Pass, "step {0} is small", step);
            var judgement = Judge.Compare(evidence, Policy, Scope.Everything);
            sinceRelease.Add(judgement.Verdict);
            if (judgement.Verdict == Verdict.Regressed)
            {
                judgement.Cells.Should().NotContain(cell => cell.Verdict == CellVerdict.Regressed);
                var cell = judgement.CellsSinceRelease.Single();
                (cell.Language, cell.Verdict, cell.Lost.Length, cell.Won.Length).Should().Be((German, CellVerdict.Regressed, step * HalfAPoint, 0));
                cell.Since.Should().Be(new ReferencePoint("2.0", false, null, step - 1));
                break;
            }

            kept = Acceptance.Of(evidence, Policy, $"step {step}");
        }

        // Of n lost and none won the one-sided p is 2^-n. One cell has a half of a fifth of alpha, 0.005: eight items, in the fourth step.
        sinceRelease.Should().Equal(Verdict.Pass, Verdict.Pass, Verdict.Pass, Verdict.Regressed);
    }

    [Fact]
    public void A_loss_that_was_seen_and_accepted_is_no_longer_red_and_what_comes_after_it_adds_up_from_there()
    {
        var kept = Acceptance.OfRelease(Losing(0), "2.0", null);
        kept = Acceptance.Of(Evidence(Losing(20), kept), Policy, "Int4 weights");

        kept[0].Changes[1].References.Should().Contain(German);
        Judge.Compare(Evidence(Losing(20), kept), Policy, Scope.Everything).Verdict.Should().Be(Verdict.Pass);

        kept = Acceptance.Of(Evidence(Losing(24), kept), Policy, "smaller vocabulary");
        kept[0].Changes[2].References.Should().BeEmpty();
        var judgement = Judge.Compare(Evidence(Losing(29), kept), Policy, Scope.Everything);

        judgement.Verdict.Should().Be(Verdict.Regressed);
        var cell = judgement.CellsSinceRelease.Single(cell => cell.Language == German);
        (cell.Lost.Length, cell.Verdict).Should().Be((9, CellVerdict.Regressed));
        cell.Since!.ToString().Should().Be("\"Int4 weights\" was accepted, after release 2.0");
        cell.Since.Changes.Should().Be(1);
    }

    [Fact]
    public void A_language_that_lost_nothing_seen_keeps_the_release_as_its_reference()
    {
        var kept = Acceptance.OfRelease(Losing(0, 0), "2.0", null);

        // The pool's test would see eight items in Polish too; under tests of cells alone nothing but German is called regressed.
        var policy = Policy with { Tests = TestFamily.Cells };
        kept = Acceptance.Of(Evidence(Losing(30, 4), kept), policy, "Int4 weights");

        kept[0].Changes[1].References.Should().Equal(German);
        var reference = kept[0].Reference!;
        (reference.In(German)!.Correct, reference.In(Language.Parse("pl"))!.Correct).Should().Be((Items - 30, Items));
        kept[0].Start!.In(German)!.Correct.Should().Be(Items, "drift is shown since the release itself");
    }

    [Fact]
    public void A_loss_over_all_languages_moves_each_of_them()
    {
        var kept = Acceptance.OfRelease(Losing(0, 0), "2.0", null);

        kept = Acceptance.Of(Evidence(Losing(9, 9, shifted: true), kept), Policy, "shorter training");

        kept[0].Changes[1].References.Should().HaveCount(3);
        Judge.Compare(Evidence(Losing(9, 9, shifted: true), kept), Policy, Scope.Everything).Verdict.Should().Be(Verdict.Pass);
    }

    [Fact]
    public void One_alpha_is_split_only_where_something_was_accepted_after_the_release()
    {
        var received = Losing(6);
        var alone = Judge.Compare(new Evidence(received, Losing(0)), Policy, Scope.Everything);
        var kept = Acceptance.OfRelease(Losing(0), "2.0", null);

        var atRelease = Judge.Compare(Evidence(received, kept), Policy, Scope.Everything);

        atRelease.Cells.Select(cell => cell.AdjustedP).Should().Equal(alone.Cells.Select(cell => cell.AdjustedP));
        atRelease.CellsSinceRelease.Should().BeEmpty();

        // Six lost of six: p = 2^-6 of one side, by the half of four fifths, or of a fifth, of alpha.
        kept = Acceptance.Of(Evidence(Losing(2), kept), Policy, "why not");
        var after = Judge.Compare(Evidence(Losing(8), kept), Policy, Scope.Everything);
        after.Cell("pack", German)!.AdjustedP.Should().BeApproximately(Math.Pow(2, -6) / 0.5 / 0.8, 1e-12);
        after.CellsSinceRelease.Single().AdjustedP.Should().BeApproximately(Math.Pow(2, -8) / 0.5 / 0.2, 1e-12);
    }

    [Fact]
    public void A_filtered_run_calls_no_cell_regressed_since_the_release_that_the_whole_run_would_not()
    {
        var kept = Acceptance.OfRelease(Losing(0, 0), "2.0", null);
        kept = Acceptance.Of(Evidence(Losing(1, 1), kept), Policy, "small");
        var whole = Evidence(Losing(9, 4), kept);
        var filtered = whole with
        {
            Received = whole.Received with { ProbeSets = [whole.Received.ProbeSets[0].With(Answers(whole.Received, "de"))] },
        };

        var (inWhole, alone) = (Judge.Compare(whole, Policy, Scope.Everything), Judge.Compare(filtered, Policy, Scope.Received));

        var cell = alone.CellsSinceRelease.Single();
        cell.AdjustedP.Should().BeGreaterThanOrEqualTo(inWhole.CellsSinceRelease.Single(other => other.Language == German).AdjustedP!.Value);
        alone.Cell("pack", German)!.AdjustedP.Should().BeGreaterThanOrEqualTo(inWhole.Cell("pack", German)!.AdjustedP!.Value);
        alone.PoolsSinceRelease.Should().BeEmpty();
    }

    [Fact]
    public void A_set_that_was_revised_says_so_and_adds_up_from_the_revision()
    {
        var revised = Packs.Fingerprint with { Items = "revised" };
        var kept = Acceptance.OfRelease(Losing(0), "2.0", null);

        kept = Acceptance.Of(Evidence(Losing(0, fingerprint: revised), kept), Policy, "three items were ambiguous");

        (kept[0].IsRevised, kept[0].Release, kept[0].AtRelease).Should().Be((true, "2.0", null));
        kept = Acceptance.Of(Evidence(Losing(4, fingerprint: revised), kept), Policy, "small");
        var judgement = Judge.Compare(Evidence(Losing(9, fingerprint: revised), kept), Policy, Scope.Everything);
        judgement.Verdict.Should().Be(Verdict.Regressed);
        judgement.CellsSinceRelease.Single().Since!.ToString().Should().Be("the revision of the probe set after release 2.0");
        judgement.Remarks.Single().Should().StartWith("pack: NOT COMPARED with release 2.0: since then the probe set, or how it is asked, changed.");
    }

    [Theory]
    [InlineData(Items)]
    [InlineData(Items - 1)]
    public void A_reference_of_other_items_is_said_and_what_was_accepted_last_decides(int itemsOfRelease)
    {
        var revised = Packs.Fingerprint with { Items = "revised" };
        AcceptedBaseline odd = new(Losing(0, fingerprint: revised).ProbeSets[0])
        {
            Changes = [new AcceptedChange(null) { Release = "2.0" }, new AcceptedChange("merged by hand")],
            AtRelease = Packs.Measurement(("en", new string('1', itemsOfRelease)), ("de", Marks(0, 9)[..itemsOfRelease])).ProbeSets[0],
        };

        var judgement = Judge.Compare(Evidence(Losing(1, fingerprint: revised), [odd]), Policy, Scope.Everything);

        judgement.Verdict.Should().Be(Verdict.Pass);
        judgement.Remarks.Single().Should().Contain("NOT COMPARED with release 2.0").And.Contain("different items");
    }

    [Fact]
    public void A_language_that_was_dropped_after_the_release_leaves_the_pooled_tests_of_the_others()
    {
        var kept = Acceptance.OfRelease(Losing(0, 0), "2.0", null);
        kept = Acceptance.Of(Evidence(Losing(2), kept), Policy, "Polish is asked no more");

        var judgement = Judge.Compare(Evidence(Losing(20), kept), Policy, Scope.Everything);

        var pool = judgement.PoolsSinceRelease.First(pool => pool.Level == CLiKA.Metrics.Level.Performance);
        (pool.Languages, pool.Verdict).Should().Be((2, CellVerdict.Regressed));
    }

    // Five lost of five are p = 1/32, too little for a step; ten are 1/1024, enough for the tests since the release. French wins as many, so that
    // the pool of all languages does not move. The other set moves in French alone.
    [Fact]
    public void What_regressed_since_the_release_moves_in_its_language_and_probe_set_alone()
    {
        var kept = Acceptance.OfRelease(Sets(0), "2.0", null);
        kept = Acceptance.Of(Evidence(Sets(5), kept), Policy, "small");
        var evidence = Evidence(Sets(10), kept);
        var judgement = Judge.Compare(evidence, Policy, Scope.Everything);
        judgement.FailedPools.Should().BeEmpty();
        judgement.CellsSinceRelease.Should().HaveCount(3, "German did not move in the second set, and English in neither");
        judgement.FailedCells.Should().ContainSingle().Which.Should().Match<CellComparison>(
            cell => cell.ProbeSet == "pack" && cell.Language == German && cell.Since != null);

        kept = Acceptance.Of(evidence, Policy, "known");

        kept[0].Changes[^1].References.Should().Equal(German);
        kept[1].Changes[^1].References.Should().BeEmpty();
        Judge.Compare(Evidence(Sets(10), kept), Policy, Scope.Everything).Verdict.Should().Be(Verdict.Pass);

        static Measurement Sets(int moved)
        {
            var english = ("en", new string('1', Items));
            var french = ("fr", Marks(100, 10 - moved));
            return new("model", [
                .. Packs.Measurement(english, ("de", Marks(0, moved)), french).ProbeSets,
                Packs.Renamed(Packs.Measurement(english, ("de", Marks(0, 0)), french).ProbeSets[0], "second"),
            ]);
        }
    }

    // 13 lost and 4 won are p = 3214 / 2^17, or 0.0245: enough for half of alpha, too little for half of the four fifths that a release leaves.
    [Fact]
    public void A_release_takes_its_part_of_alpha_from_the_tests_against_what_was_accepted_last()
    {
        var kept = Acceptance.OfRelease(German(0, 5), "2.0", null);
        kept = Acceptance.Of(Evidence(German(0, 4), kept), Policy, "small");
        var evidence = Evidence(German(13, 0), kept);

        Judge.Compare(evidence with { Baselines = [] }, Policy, Scope.Everything).Verdict.Should().Be(Verdict.Regressed);
        var judgement = Judge.Compare(evidence, Policy, Scope.Everything);

        judgement.Verdict.Should().Be(Verdict.Pass);
        judgement.Cells.Single().AdjustedP.Should().BeApproximately(3214 / 131072.0 / 0.4, 1e-9);
        judgement.Pools.Single().AdjustedP.Should().BeApproximately(3214 / 131072.0 / 0.4, 1e-9);
        judgement.PoolsSinceRelease.Should().ContainSingle();
        Judge.Compare(evidence, Policy with { Tests = TestFamily.Cells }, Scope.Everything).PoolsSinceRelease.Should().BeEmpty();

        static Measurement German(int lost, int lacking) => Packs.Measurement(("de", Marks(0, lost)[..^lacking] + new string('0', lacking)));
    }

    // Three items of 400 in each of nine languages are below the margin however sure it is; five are 1.1 points over ten languages and, in a cell,
    // p = 1/32.
    [Fact]
    public void A_loss_over_all_languages_since_the_release_fails_where_no_cell_does()
    {
        string[] codes = ["de", "fr", "it", "ru", "pl", "ar", "he", "zh", "ja"];
        var kept = Acceptance.OfRelease(LosingEverywhere(0), "2.0", null);
        kept = Acceptance.Of(Evidence(LosingEverywhere(2), kept), Policy, "small");

        var judgement = Judge.Compare(Evidence(LosingEverywhere(5), kept), Policy, Scope.Everything);

        judgement.Verdict.Should().Be(Verdict.Regressed);
        judgement.FailedCells.Should().BeEmpty();
        judgement.FailedPools.Should().OnlyContain(pool => pool.Since != null)
            .And.Contain(pool => pool.Level == CLiKA.Metrics.Level.Performance);

        Measurement LosingEverywhere(int items) =>
            Packs.Measurement([("en", Marks(0, 0)), .. codes.Select((code, index) => (code, Marks(5 * index, items)))]);
    }

    [Fact]
    public void A_language_that_the_release_lacks_has_no_part_in_the_tests_since_it()
    {
        AcceptedBaseline merged = new(Losing(5, 0).ProbeSets[0])
        {
            Changes = [new AcceptedChange(null) { Release = "2.0" }, new AcceptedChange("merged by hand")],
            AtRelease = Losing(0).ProbeSets[0],
        };

        var judgement = Judge.Compare(Evidence(Losing(10, 0), [merged]), Policy, Scope.Everything);

        judgement.CellsSinceRelease.Should().ContainSingle().Which.Language.Should().Be(German);
        judgement.PoolsSinceRelease.Should().BeEmpty();
    }

    [Fact]
    public void A_language_that_is_asked_for_the_first_time_adds_up_from_there()
    {
        var kept = Acceptance.OfRelease(Losing(0), "2.0", null);

        kept = Acceptance.Of(Evidence(Losing(0, 3), kept), Policy, "Polish");

        kept[0].Changes[1].References.Should().Equal(Language.Parse("pl"));
        kept[0].Reference!.In(Language.Parse("pl"))!.Correct.Should().Be(Items - 3);
    }

    [Fact]
    public void Without_a_release_reasons_are_kept_and_nothing_else()
    {
        var kept = Acceptance.Of(new Evidence(Losing(0), null), Policy, "first baseline");
        kept = Acceptance.Of(Evidence(Losing(50), kept), Policy, "half the data");

        kept[0].Changes.Select(change => change.Reason).Should().Equal("first baseline", "half the data");
        (kept[0].Release, kept[0].Reference).Should().Be((null, null));
        Judge.Compare(Evidence(Losing(50), kept), Policy, Scope.Everything).Verdict.Should().Be(Verdict.Pass);
    }

    private static Evidence Evidence(Measurement received, ImmutableArray<AcceptedBaseline> kept) =>
        new(received, new Measurement("model", [.. kept.Select(baseline => baseline.Measurement)])) { Baselines = kept };

    // All right, but for the first items in German and, where asked, in Polish, there the same or the ones after them.
    private static Measurement Losing(int inGerman, int? inPolish = null, bool shifted = false, Fingerprint? fingerprint = null)
    {
        var cells = new List<(string, string)> { ("en", new string('1', Items)), ("de", Marks(0, inGerman)) };
        if (inPolish is { } lost)
        {
            cells.Add(("pl", Marks(shifted ? inGerman : 0, lost)));
        }

        return Packs.Measurement(fingerprint ?? Packs.Fingerprint, [.. cells]);
    }

    private static string Marks(int before, int lost) => (new string('1', before) + new string('0', lost)).PadRight(Items, '1');

    private static Dictionary<Language, ImmutableArray<CLiKA.Answers.Answer>> Answers(Measurement measurement, params string[] codes) =>
        codes.Select(Language.Parse).ToDictionary(language => language, language => measurement.ProbeSets[0].In(language)!.Answers);
}
