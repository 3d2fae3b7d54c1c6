using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Noise;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;

namespace CLiKA.Tests.Baselines.Judging;

public sealed class GateTrialTests
{
    private static readonly JudgePolicy Usual = new() { FamilySize = 40, PooledFamilySize = 8 };

    [Fact]
    public void A_model_that_answers_nothing_would_be_red() => BlindedBy(Usual, right: 60, items: 100).Should().BeNull();

    // At 0.01 of 100 items a single one counts, and 60 lost are 60 points.
    [Theory]
    [InlineData(0.59, null)]
    [InlineData(0.61, BlindingCause.Margin)]
    public void A_margin_wider_than_what_there_is_to_lose_guards_nothing(double margin, BlindingCause? cause) =>
        BlindedBy(Usual with { MinimumDrop = margin }, right: 60, items: 100).Should().Be(cause);

    // 60 lost of 60: p = 2 / 2^60, or 2e-18, in each cell.
    [Theory]
    [InlineData(1e-15, null)]
    [InlineData(1e-40, BlindingCause.TooFew)]
    public void An_alpha_that_no_loss_reaches_guards_nothing(double alpha, BlindingCause? cause) =>
        BlindedBy(Usual with { Alpha = alpha, Tests = TestFamily.Cells }, right: 60, items: 100).Should().Be(cause);

    // 60 lost of 60 are p = 2^-60 of a loss. Of 40 cells, or 8 pools, with half of alpha each none is below 1.3e-17; of two cells and pools each is 3.5e-18.
    [Theory]
    [InlineData(TestFamily.Cells)]
    [InlineData(TestFamily.Pooled)]
    public void A_gate_is_tried_in_the_family_of_the_whole_run(TestFamily tests)
    {
        var strict = Usual with { Alpha = 1e-17, Tests = tests };

        BlindedBy(strict, right: 60, items: 100).Should().Be(BlindingCause.TooFew);
        BlindedBy(strict with { FamilySize = 2, PooledFamilySize = 2 }, right: 60, items: 100).Should().BeNull();
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(100, 0)]
    public void Too_few_items_or_none_that_is_right_guard_nothing(int items, int right) =>
        BlindedBy(Usual with { Tests = TestFamily.Cells }, right, items).Should().Be(BlindingCause.TooFew);

    // As where languages were taken out of the configuration, and the baseline has them yet.
    [Fact]
    public void A_baseline_in_more_languages_than_are_configured_is_tried_whole() =>
        BlindedBy(new() { FamilySize = 1, PooledFamilySize = 1 }, right: 60, items: 100).Should().BeNull();

    [Fact]
    public void A_strict_gate_is_red_for_any_change() =>
        BlindedBy(Usual with { Alpha = 1e-40, MinimumDrop = 0.99, Strict = true }, right: 60, items: 100).Should().BeNull();

    // As a file of noise says that was edited, or measured of a model that answers by chance.
    [Fact]
    public void Noise_that_explains_every_loss_guards_nothing()
    {
        var baseline = Baseline(right: 60, items: 100);
        var nothing = baseline.With(baseline.Languages.ToDictionary(cell => cell.Language, cell => ImmutableArray.CreateRange(cell.Answers, _ => Answer.Invalid)));
        var noise = new ProbeSetNoise("pack", baseline.Fingerprint, "weights", [KindNoise.Of(NoiseKind.Batch, baseline, [("row by row", nothing)])]);

        GateTrial.BlindedBy(new AcceptedBaseline(baseline), [noise], Usual).Should().Be(BlindingCause.Noise);
        GateTrial.BlindedBy(new AcceptedBaseline(baseline), [noise], Usual with { Noise = NoiseUse.None }).Should().BeNull();
    }

    // The gold letters are A to D in turn: a quarter is right in each language, and the same quarter.
    [Fact]
    public void A_model_that_answers_one_letter_to_everything_is_red_though_its_languages_agree()
    {
        var baseline = Baseline(right: 60, items: 100);
        var constant = baseline.With(baseline.Languages.ToDictionary(cell => cell.Language, cell => ImmutableArray.CreateRange(cell.Answers, _ => new Answer(0))));

        constant.PooledOverlap.Should().Be(1);
        Judge.Compare(new Evidence(new Measurement("m", [constant]), new Measurement("m", [baseline])), Usual, Scope.Everything)
            .Verdict.Should().Be(Verdict.Regressed);
    }

    private static BlindingCause? BlindedBy(JudgePolicy policy, int right, int items) =>
        GateTrial.BlindedBy(new AcceptedBaseline(Baseline(right, items)), [], policy);

    private static ProbeSetMeasurement Baseline(int right, int items)
    {
        var marks = new string('1', right).PadRight(items, '0');
        return Packs.Measurement(("en", marks), ("de", marks)).ProbeSets.Single();
    }
}
