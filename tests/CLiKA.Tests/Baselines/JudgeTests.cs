using CLiKA.Baselines;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines;

public sealed class JudgeTests
{
    private static readonly string AllRight = new('1', 100);

    // 9 lost, none won: p = 2 / 2^9 = 0.0039; over 10 cells 0.039. 8 lost: 0.0078, over 10 cells 0.078.
    [Theory]
    [InlineData(9, 10, CellVerdict.Regressed)]
    [InlineData(9, 13, CellVerdict.Unchanged)]
    [InlineData(8, 10, CellVerdict.Unchanged)]
    [InlineData(8, 5, CellVerdict.Regressed)]
    public void A_cell_regresses_when_its_loss_is_significant_in_the_family(int lost, int family, CellVerdict expected)
    {
        var received = new string('0', lost) + AllRight[lost..];

        var judgement = Compare(Packs.Measurement(("de", AllRight)), Packs.Measurement(("de", received)), new JudgePolicy(FamilySize: family));

        var cell = judgement.Cell("pack", Language.Parse("de"))!;
        cell.Verdict.Should().Be(expected);
        cell.Lost.Should().Equal(Enumerable.Range(0, lost));
        judgement.Verdict.Should().Be(expected == CellVerdict.Regressed ? Verdict.Regressed : Verdict.Pass);
    }

    [Fact]
    public void An_improvement_passes_and_is_reported()
    {
        var judgement = Compare(Packs.Measurement(("de", new string('0', 20) + AllRight[20..])), Packs.Measurement(("de", AllRight)));

        judgement.Verdict.Should().Be(Verdict.Pass);
        judgement.CellsThat(CellVerdict.Improved).Should().ContainSingle().Which.Won.Should().HaveCount(20);
    }

    [Theory]
    [InlineData(0.1, CellVerdict.Regressed)]
    [InlineData(0.11, CellVerdict.Unchanged)]
    public void A_drop_of_exactly_the_minimum_counts_and_a_smaller_one_does_not(double minimumDrop, CellVerdict expected) =>
        Compare(
            Packs.Measurement(("de", AllRight)),
            Packs.Measurement(("de", new string('0', 10) + AllRight[10..])),
            new JudgePolicy(MinimumDrop: minimumDrop)).Cells.Single().Verdict.Should().Be(expected);

    [Fact]
    public void Without_a_baseline_nothing_passes() =>
        Judge.Compare(null, Packs.Measurement(("de", "1111")), new JudgePolicy(), Scope.Received).Verdict.Should().Be(Verdict.NoBaseline);

    [Theory]
    [InlineData("other", "prompt", "letter", "cpu", "other items (baseline items, received other)")]
    [InlineData("items", "other", "letter", "cpu", "other prompt (baseline prompt, received other)")]
    [InlineData("items", "prompt", "likelihood", "cpu", "other scoring (baseline letter, received likelihood)")]
    [InlineData("items", "prompt", "letter", "cuda", "other device class (baseline cpu, received cuda)")]
    public void What_differs_beside_the_model_is_named(string items, string prompt, string scoring, string device, string expected)
    {
        var received = Packs.Measurement(new Fingerprint(items, prompt, scoring, device), ("de", "1111"));

        var judgement = Compare(Packs.Measurement(("de", "1111")), received);

        judgement.Verdict.Should().Be(Verdict.NotComparable);
        judgement.Cells.Should().BeEmpty();
        judgement.Objections.Single().Reason.Should().Be($"pack: {expected}.");
    }

    [Fact]
    public void A_language_that_the_baseline_lacks_is_not_comparable() =>
        Compare(Packs.Measurement(("en", "1111")), Packs.Measurement(("en", "1111"), ("de", "1111")))
            .Objections.Single().Reason.Should().Be("pack: the baseline has no de.");

    [Theory]
    [InlineData(Scope.Received, Verdict.Pass)]
    [InlineData(Scope.Everything, Verdict.NotComparable)]
    public void A_language_that_was_not_received_is_objected_to_where_everything_is_asked_for(Scope scope, Verdict expected) =>
        Judge.Compare(
            Packs.Measurement(("en", "1111"), ("de", "1111")), Packs.Measurement(("en", "1111")), new JudgePolicy(), scope)
            .Verdict.Should().Be(expected);

    [Fact]
    public void A_probe_set_that_was_not_received_is_objected_to_where_everything_is_asked_for()
    {
        var baseline = Packs.Measurement(("en", "1111"));

        Judge.Compare(baseline, baseline with { ProbeSets = [] }, new JudgePolicy(), Scope.Everything).Verdict.Should().Be(Verdict.NotComparable);
    }

    private static Judgement Compare(Measurement baseline, Measurement received, JudgePolicy? policy = null) =>
        Judge.Compare(baseline, received, policy ?? new JudgePolicy(), Scope.Received);
}
