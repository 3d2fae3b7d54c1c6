using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines.Judging;

public sealed class JudgeTests
{
    private static readonly JudgePolicy Cells = new() { Tests = TestFamily.Cells };

    // McNemar, exact: 6 lost 1/32, 12 lost 1/2048; Holm alone in a family of m: m times as much.
    [Theory]
    [InlineData(5, 0, null, CellVerdict.Unchanged)]
    [InlineData(6, 0, null, CellVerdict.Regressed)]
    [InlineData(6, 0, 2, CellVerdict.Unchanged)]
    [InlineData(12, 0, 40, CellVerdict.Regressed)]
    [InlineData(12, 0, 103, CellVerdict.Unchanged)]
    [InlineData(0, 6, null, CellVerdict.Improved)]
    [InlineData(0, 6, 2, CellVerdict.Unchanged)]
    [InlineData(10, 10, null, CellVerdict.Unchanged)]
    public void A_cell_changes_where_chance_does_not_explain_it(int lost, int won, int? family, CellVerdict expected) =>
        Packs.Judged(Cells with { FamilySize = family }, Packs.Change("de", 100, lost, won)).Cells.Single().Verdict.Should().Be(expected);

    [Fact]
    public void A_comparison_says_what_was_lost_and_won_and_how_likely_that_is()
    {
        var cell = Packs.Judged(Cells with { FamilySize = 10 }, Packs.Change("de", 100, 10, 2)).Cell("pack", Language.Parse("de"))!;

        cell.Lost.Should().Equal(Enumerable.Range(0, 10));
        cell.Won.Should().Equal(10, 11);
        (cell.Count, cell.Change).Should().Be((100, -0.08));
        cell.P.Should().BeApproximately(79.0 / 2048, 1e-12);
        cell.AdjustedP.Should().BeApproximately(790.0 / 2048, 1e-12);

        // Standard error: sqrt(11.36 / (100 * 99)), times 1.959964.
        cell.ChangeInterval!.Value.Low.Should().BeApproximately(-0.146393, 1e-6);
        cell.ChangeInterval!.Value.High.Should().BeApproximately(-0.013607, 1e-6);
    }

    // Of 1000 items, ten lost are exactly one point and nine are less; both are significant (2/1024, 2/512).
    [Theory]
    [InlineData(10, 0, CellVerdict.Regressed)]
    [InlineData(9, 0, CellVerdict.Unchanged)]
    [InlineData(0, 10, CellVerdict.Improved)]
    [InlineData(0, 9, CellVerdict.Unchanged)]
    public void A_change_of_exactly_one_point_counts(int lost, int won, CellVerdict expected) =>
        Packs.Judged(Cells, Packs.Change("de", 1000, lost, won)).Cells.Single().Verdict.Should().Be(expected);

    // Six lost are p = 1/32 two-sided. That English cannot show anything does not spare German the second cell here.
    [Fact]
    public void Cells_alone_are_charged_for_every_cell()
    {
        var cell = Packs.Judged(Cells, Packs.Change("en", 100, 0, 0), Packs.Change("de", 100, 6, 0)).Cells[1];

        cell.AdjustedP.Should().BeApproximately(1.0 / 16, 1e-12);
        cell.Verdict.Should().Be(CellVerdict.Unchanged);
    }

    [Fact]
    public void Nothing_changed_is_no_improvement_even_where_every_change_counts() =>
        Packs.Judged(Cells with { MinimumDrop = 0 }, Packs.Change("de", 100, 7, 7))
            .CellsThat(CellVerdict.Unchanged).Should().ContainSingle();

    [Fact]
    public void One_regressed_cell_outweighs_all_improvements()
    {
        var judgement = Packs.Judged(Cells, Packs.Change("en", 100, 0, 40), Packs.Change("de", 100, 20, 0), Packs.Change("fr", 100, 0, 40));

        judgement.Verdict.Should().Be(Verdict.Regressed);
        judgement.CellsThat(CellVerdict.Regressed).Single().Language.Code.Should().Be("de");
        judgement.CellsThat(CellVerdict.Improved).Should().HaveCount(2);
    }

    [Fact]
    public void An_improvement_passes() =>
        Packs.Judged(new JudgePolicy(), Packs.Change("en", 100, 0, 40)).Should().Match<Judgement>(judgement =>
            judgement.Verdict == Verdict.Pass && judgement.Objections.IsEmpty);

    [Theory]
    [InlineData(TestFamily.Cells)]
    [InlineData(TestFamily.Pooled)]
    public void A_filtered_run_calls_no_cell_regressed_that_the_whole_run_would_not(TestFamily tests)
    {
        (string, string, string)[] changes =
            [Packs.Change("en", 100, 12, 0), Packs.Change("de", 100, 9, 0), Packs.Change("fr", 100, 7, 1), Packs.Change("ja", 100, 0, 6)];
        var policy = new JudgePolicy { FamilySize = changes.Length, Tests = tests };
        var whole = Packs.Judged(policy, changes);

        foreach (var change in changes)
        {
            var alone = Packs.Judged(policy, change).Cells.Single();

            var together = whole.Cell("pack", alone.Language)!;
            alone.P.Should().Be(together.P);
            alone.AdjustedP.Should().BeGreaterThanOrEqualTo(Math.Min(1, together.P * changes.Length))
                .And.BeGreaterThanOrEqualTo(together.AdjustedP!.Value);
        }
    }

    [Fact]
    public void Without_a_baseline_there_is_no_verdict_on_the_model()
    {
        var judgement = Judge.Compare(new Evidence(Packs.Measurement(("en", "11")), null), new JudgePolicy(), Scope.Received);

        judgement.Verdict.Should().Be(Verdict.NoBaseline);
        judgement.Cells.Should().BeEmpty();
        judgement.Objections.Single().Reason.Should().Be("pack: no baseline for model.");
    }

    [Theory]
    [InlineData("x", "prompt", "letter", "cpu", "different items (baseline items, received x): still 2 with the same right options, but texts, wrong options or the set's languages changed")]
    [InlineData("items", "x", "letter", "cpu", "different prompt (baseline prompt, received x): see 'chat', 'prefix' and 'suffix' in clika.json")]
    [InlineData("items", "prompt", "x", "cpu", "different scoring (baseline letter, received x)")]
    [InlineData("items", "prompt", "letter", "x", "different device class (baseline cpu, received x)")]
    public void What_was_not_asked_in_the_same_way_is_not_compared(
        string items, string prompt, string scoring, string device, string expected)
    {
        var received = Packs.Measurement(new Fingerprint(items, prompt, scoring, device), ("en", "11"));

        var judgement = Judge.Compare(new Evidence(received, Packs.Measurement(("en", "00"))), new JudgePolicy(), Scope.Received);

        judgement.Verdict.Should().Be(Verdict.NotComparable);
        judgement.Cells.Should().BeEmpty();
        judgement.Objections.Single().Should().Be(new Objection("pack", Verdict.NotComparable, $"pack: {expected}."));
    }

    [Fact]
    public void Devices_are_compared_where_that_is_asked_for()
    {
        var baseline = Packs.Measurement(Packs.Fingerprint, ("en", "11"));
        var received = Packs.Measurement(Packs.Fingerprint with { Device = "cuda" }, ("en", "11"));

        Judge.Compare(new Evidence(received, baseline), new JudgePolicy(AcrossDevices: true), Scope.Received)
            .Verdict.Should().Be(Verdict.Pass);
        Judge.Compare(new Evidence(received, baseline), new JudgePolicy(), Scope.Received).Verdict.Should().Be(Verdict.NotComparable);
        received = Packs.Measurement(Packs.Fingerprint with { Device = "cuda", Prompt = "x" }, ("en", "11"));
        Judge.Compare(new Evidence(received, baseline), new JudgePolicy(AcrossDevices: true), Scope.Received)
            .Verdict.Should().Be(Verdict.NotComparable);
    }

    // What was read in another way, for a fault that passed, differs by more than last digits.
    [Theory]
    [InlineData("endpoint", "endpoint-faulty", Verdict.NotComparable)]
    [InlineData("endpoint-top-20-faulty", "endpoint-top-20", Verdict.NotComparable)]
    [InlineData("cpu", "endpoint-faulty", Verdict.NotComparable)]
    [InlineData("endpoint-faulty", "endpoint-faulty", Verdict.Pass)]
    [InlineData("endpoint", "endpoint-top-20", Verdict.Pass)]
    public void A_device_that_breaks_is_compared_with_its_own_kind_alone(string accepted, string now, Verdict expected)
    {
        var baseline = Packs.Measurement(Packs.Fingerprint with { Device = accepted }, ("en", "11"));
        var received = Packs.Measurement(Packs.Fingerprint with { Device = now }, ("en", "11"));

        Judge.Compare(new Evidence(received, baseline), new JudgePolicy(AcrossDevices: true), Scope.Received).Verdict.Should().Be(expected);
    }

    [Fact]
    public void A_language_that_the_baseline_lacks_makes_the_set_not_comparable()
    {
        var received = Packs.Measurement(("en", "11"), ("de", "11"), ("ja", "11"));

        var judgement = Judge.Compare(new Evidence(received, Packs.Measurement(("en", "11"))), new JudgePolicy(), Scope.Received);

        judgement.Verdict.Should().Be(Verdict.NotComparable);
        judgement.Objections.Single().Reason.Should().Be("pack: the baseline has no de ja.");
    }

    [Theory]
    [InlineData(Scope.Received, Verdict.Pass)]
    [InlineData(Scope.Everything, Verdict.NotComparable)]
    public void A_language_that_was_not_received_is_objected_to_where_everything_is_asked_for(Scope scope, Verdict expected) =>
        Judge.Compare(
            new Evidence(Packs.Measurement(("en", "1111")), Packs.Measurement(("en", "1111"), ("de", "1111"))), new JudgePolicy(), scope)
            .Verdict.Should().Be(expected);

    [Fact]
    public void All_languages_that_were_not_received_are_named() =>
        Judge.Compare(
            new Evidence(Packs.Measurement(("en", "1111")), Packs.Measurement(("en", "1111"), ("de", "1111"), ("fr", "1111"))),
            new JudgePolicy(),
            Scope.Everything)
            .Objections.Single().Reason.Should().Contain(" de fr");

    [Fact]
    public void A_probe_set_that_was_not_received_is_objected_to_where_everything_is_asked_for()
    {
        var baseline = Packs.Measurement(("en", "1111"));

        Judge.Compare(new Evidence(baseline with { ProbeSets = [] }, baseline), new JudgePolicy(), Scope.Everything)
            .Objections.Single().Reason.Should().Be("pack: in the baseline, but not in what was received.");
        Judge.Compare(new Evidence(baseline with { ProbeSets = [] }, baseline), new JudgePolicy(), Scope.Received).Verdict.Should().Be(Verdict.Pass);
    }

    // A file that says it has the same items, and has not: two edited measurements, compared by hand.
    [Fact]
    public void Other_gold_letters_under_the_same_hash_are_not_compared() =>
        Judge.Compare(new Evidence(Packs.Measurement(("en", "111")), Packs.Measurement(("en", "1111"))), new JudgePolicy(), Scope.Received)
            .Objections.Single().Reason.Should().Be("pack: different gold letters.");

    // As two edited measurements could be: the hash of the items would differ too.
    [Theory]
    [InlineData(0.5, 1, "pack: different scale (baseline 0.25 to 1, received 0.5 to 1).")]
    [InlineData(0.25, 0.97, "pack: different scale (baseline 0.25 to 1, received 0.25 to 0.97).")]
    public void Another_chance_or_ceiling_is_not_compared(double chance, double ceiling, string reason)
    {
        var baseline = Packs.Measurement(("en", "1111"));
        var set = baseline.ProbeSets[0];
        var received = new ProbeSetMeasurement(
            "pack", set.Fingerprint, chance, ceiling, set.ItemIds, set.Gold, set.Languages.ToDictionary(cell => cell.Language, cell => cell.Answers));

        Judge.Compare(new Evidence(new Measurement("model", [received]), baseline), new JudgePolicy(), Scope.Received)
            .Objections.Single().Reason.Should().Be(reason);
    }

    [Fact]
    public void Each_probe_set_has_cells_of_its_own()
    {
        var (_, before, now) = Packs.Change("en", 100, 20, 0);
        var same = Packs.Measurement(("en", before)).ProbeSets[0];

        var judgement = Judge.Compare(
            new Evidence(
                new Measurement("model", [same, Packs.Renamed(Packs.Measurement(("en", now)).ProbeSets[0], "other")]),
                new Measurement("model", [same, Packs.Renamed(same, "other")])),
            new JudgePolicy(),
            Scope.Everything);

        judgement.Cell("pack", Language.Pivot)!.Verdict.Should().Be(CellVerdict.Identical);
        judgement.Cell("other", Language.Pivot)!.Verdict.Should().Be(CellVerdict.Regressed);
    }

    [Fact]
    public void A_set_that_cannot_be_compared_does_not_hide_another_that_regressed()
    {
        var (_, before, now) = Packs.Change("en", 100, 20, 0);
        var strange = Packs.Measurement(new Fingerprint("x", "x", "x", "x"), ("en", "1")).ProbeSets[0];
        var baseline = new Measurement("model", [Packs.Renamed(strange, "strange"), .. Packs.Measurement(("en", before)).ProbeSets]);
        var received = new Measurement(
            "model", [Packs.Renamed(Packs.Measurement(("en", "1")).ProbeSets[0], "strange"), .. Packs.Measurement(("en", now)).ProbeSets]);

        var judgement = Judge.Compare(new Evidence(received, baseline), new JudgePolicy(), Scope.Received);

        judgement.Verdict.Should().Be(Verdict.Regressed);
        judgement.Objections.Single().ProbeSet.Should().Be("strange");
    }
}
