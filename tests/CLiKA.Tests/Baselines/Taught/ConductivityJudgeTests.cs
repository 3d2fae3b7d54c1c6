using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Languages;
using CLiKA.Measurements.Taught;

namespace CLiKA.Tests.Baselines.Taught;

public sealed class ConductivityJudgeTests
{
    private static readonly Language German = Language.Parse("de");

    // Exact p-values by enumerating all swaps in Python: 8 lost and none won 2/256; 6 lost and 2 won 0.2890625; in the third case English
    // changes too (18 of 20 known before and after, 4 lost, 2 won, one known now in English): 0.0166015625.
    [Theory]
    [InlineData("11111111111111111111", "11111111111100000000", "11111111111111111111", "11110000000000000000", 0.0078125)]
    [InlineData("11111111111111111111", "11111111111100000000", "11111111111111111111", "00000011111111000000", 0.2890625)]
    [InlineData("11111111111111111100", "11111111111100000010", "11111111110011111111", "00000011111110000000", 0.0166015625)]
    public void The_p_value_is_that_of_all_swaps(string pivotBefore, string ownBefore, string pivotNow, string ownNow, double expected)
    {
        var cell = Compare(
            Teachings.World(Teachings.Cell("de", Teachings.Teaching(pivotBefore, ownBefore))),
            Teachings.World(Teachings.Cell("de", Teachings.Teaching(pivotNow, ownNow)))).Cell("isles", German)!;

        cell.P.Should().BeApproximately(expected, 0.012, "10,000 draws miss it by less");
        Compare(
            Teachings.World(Teachings.Cell("de", Teachings.Teaching(pivotBefore, ownBefore))),
            Teachings.World(Teachings.Cell("de", Teachings.Teaching(pivotNow, ownNow)))).Cell("isles", German)!.P.Should().Be(cell.P, "draws have a seed");
    }

    // Two teachings against one, and against three that make six of each: by enumerating all swaps of facts, with all their teachings, in Python.
    [Fact]
    public void Teachings_of_different_numbers_are_swapped_fact_by_fact()
    {
        const string All = "11111111111111111111";
        var before = Teachings.Cell("de", Teachings.Teaching(All, "11111111111100000000"), Teachings.Teaching("11111111111111111110", "11111111110000000000"));
        var one = Teachings.Cell("de", Teachings.Teaching(All, "11111100000000000000"));
        var three = Teachings.Cell(
            "de",
            Teachings.Teaching(All, "11111100000000111111"),
            Teachings.Teaching("11111111111111111101", "11111000000000110000"),
            Teachings.Teaching(All, "11111111100000000000"));

        var (first, second) = (Of(one), Of(three));

        first.Change.Should().BeApproximately(-0.2631578947368421, 1e-12);
        first.P.Should().BeApproximately(0.015625, 0.005);
        second.Change.Should().BeApproximately(-0.09035087719298246, 1e-12);
        second.P.Should().BeApproximately(0.398193359375, 0.02);

        ConductivityComparison Of(ConductivityCell now) => Compare(Teachings.World(before), Teachings.World(now)).Cell("isles", German)!;
    }

    // Exact, by convolution in Python of what each fact adds to the difference of means. Counted twice as often as another, one of two teachings
    // would make it 0.032; without one of three it would be 0.115.
    [Fact]
    public void Every_teaching_weighs_the_same_whatever_the_number_on_the_other_side()
    {
        var pivot = new string('1', 20);
        TeachingAnswers[] two = [Teachings.Teaching(pivot, "11111111111111000000"), Teachings.Teaching(pivot, "11110000000000000000")];
        TeachingAnswers[] three =
        [
            Teachings.Teaching(pivot, "11110000000000000000"),
            Teachings.Teaching(pivot, "00000000000000111111"),
            Teachings.Teaching(pivot, "11111111000000000000"),
        ];

        P(two, three).Should().BeApproximately(0.08547592163085938, 0.012);
        P(three, two).Should().BeApproximately(0.08547592163085938, 0.012);

        static double? P(TeachingAnswers[] before, TeachingAnswers[] now) => Compare(
            Teachings.World(Teachings.Cell("de", [.. before])), Teachings.World(Teachings.Cell("de", [.. now]))).Cells.Single().P;
    }

    [Theory]
    [InlineData(16, 4, ConductivityVerdict.Regressed, Verdict.Regressed)]
    [InlineData(4, 16, ConductivityVerdict.Improved, Verdict.Pass)]
    [InlineData(12, 10, ConductivityVerdict.Unchanged, Verdict.Pass)]
    [InlineData(12, 12, ConductivityVerdict.Unchanged, Verdict.Pass)]
    public void A_drop_beyond_chance_fails(int before, int now, ConductivityVerdict expected, Verdict verdict)
    {
        var judgement = Compare(Teachings.Retrieving(before), Teachings.Retrieving(now));

        judgement.Cells.Single().Verdict.Should().Be(expected);
        judgement.Verdict.Should().Be(verdict);
    }

    [Fact]
    public void A_drop_below_the_margin_passes_however_sure_it_is() =>
        Compare(Teachings.Retrieving(16), Teachings.Retrieving(4), new ConductivityPolicy(MinimumDrop: 0.7))
            .Cells.Single().Verdict.Should().Be(ConductivityVerdict.Unchanged);

    // 2/256 lies below 0.05 and below 0.05 / 6, yet not below 0.05 / 7.
    [Theory]
    [InlineData(6, ConductivityVerdict.Regressed)]
    [InlineData(9, ConductivityVerdict.Unchanged)]
    public void A_filtered_run_answers_for_the_whole_family(int family, ConductivityVerdict expected) =>
        Compare(Teachings.Retrieving(12), Teachings.Retrieving(4), new ConductivityPolicy { FamilySize = family })
            .Cells.Single().Verdict.Should().Be(expected);

    // 10,000 draws show no p below 0.0001.
    [Fact]
    public void However_small_alpha_is_a_total_loss_fails() =>
        Compare(Teachings.Retrieving(40, 40), Teachings.Retrieving(0, 40), new ConductivityPolicy(Alpha: 0.00005))
            .Cells.Single().Verdict.Should().Be(ConductivityVerdict.Regressed);

    [Fact]
    public void Losing_what_was_taught_fails_and_gaining_it_passes()
    {
        var taught = Teachings.Retrieving(12);
        var untaught = Teachings.World(Teachings.Cell("de", Teachings.Teaching(new string('1', 20), new string('1', 20), namesRight: 5)));

        Verdicts(Compare(taught, untaught)).Should().Be((ConductivityVerdict.NotTaught, Verdict.NotComparable));
        Verdicts(Compare(untaught, taught)).Should().Be((ConductivityVerdict.NowTaught, Verdict.Pass));
        Verdicts(Compare(untaught, untaught)).Should().Be((ConductivityVerdict.NeverTaught, Verdict.Pass));
        Verdicts(Compare(taught, untaught, new ConductivityPolicy { Strict = true })).Should().Be((ConductivityVerdict.NotTaught, Verdict.NotComparable));
    }

    // 8 of 20 lost and none won are p = 2/256, in whichever of the two languages can be tested.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_not_taught_has_no_p_value_and_takes_none_of_alpha(bool isBaselineTaught)
    {
        var (taught, untaught) = (Teachings.Retrieved(12), Teachings.Teaching(new string('1', 20), new string('1', 20), namesRight: 5));
        var french = Teachings.Cell("fr", taught, taught);
        var other = Teachings.Cell("fr", untaught, untaught);

        var judgement = Compare(
            Teachings.World(Teachings.Cell("de", taught), isBaselineTaught ? french : other),
            Teachings.World(Teachings.Cell("de", Teachings.Retrieved(4)), isBaselineTaught ? other : french));

        var cell = judgement.Cell("isles", Language.Parse("fr"))!;
        (cell.P, cell.AdjustedP, cell.TrainingNoise).Should().Be((null, null, null));
        judgement.Cell("isles", German)!.AdjustedP.Should().BeApproximately(2.0 / 256, 0.006);
        judgement.Cell("islets", German).Should().BeNull();
    }

    [Fact]
    public void Without_the_way_that_decides_nothing_is_compared()
    {
        var both = Teachings.Retrieved(12);
        var generated = both with { Facts = both.Facts.Remove(RetrievalWay.Likelihood) };
        var (whole, less) = (Teachings.World(Teachings.Cell("de", both)), Teachings.World(Teachings.Cell("de", generated)));
        var policy = new ConductivityPolicy { Way = RetrievalWay.Likelihood };

        foreach (var (before, now) in ((ConductivityMeasurement, ConductivityMeasurement)[])[(whole, less), (less, whole)])
        {
            var judgement = Compare(before, now, policy);

            (judgement.Verdict, judgement.Cells.IsEmpty).Should().Be((Verdict.NotComparable, true));
            judgement.Objections.Single().Reason.Should().Be("isles, de: the gate decides by likelihood, which the baseline or what was received lacks.");
            Compare(before, now).Verdict.Should().Be(Verdict.Pass);
        }
    }

    [Fact]
    public void Where_no_world_is_taught_nothing_fails() =>
        ConductivityJudge.Compare([], [], new(), Scope.Everything).Verdict.Should().Be(Verdict.Pass);

    // Ratios 0.90 and 0.50 against 0.60 and 0.20: Welch's interval is -1.517 to 0.917 (Python). 0.90 and 0.95 against 0.40 and 0.45:
    // -0.652 to -0.348.
    [Theory]
    [InlineData(18, 10, 12, 4, ConductivityVerdict.WithinTrainingNoise)]
    [InlineData(18, 19, 8, 9, ConductivityVerdict.Regressed)]
    [InlineData(8, 9, 18, 19, ConductivityVerdict.Improved)]
    public void With_several_seeds_a_change_within_their_spread_passes(int first, int second, int now, int alsoNow, ConductivityVerdict expected)
    {
        var judgement = Compare(
            Teachings.World(Teachings.Cell("de", Teachings.Retrieved(first), Teachings.Retrieved(second))),
            Teachings.World(Teachings.Cell("de", Teachings.Retrieved(now), Teachings.Retrieved(alsoNow))));

        judgement.Cells.Single().Verdict.Should().Be(expected);
        judgement.Cells.Single().TrainingNoise.Should().NotBeNull();
    }

    [Fact]
    public void A_single_teaching_says_nothing_of_training_noise()
    {
        var cell = Compare(
            Teachings.World(Teachings.Cell("de", Teachings.Retrieved(18), Teachings.Retrieved(16), Teachings.Retrieved(17))),
            Teachings.World(Teachings.Cell("de", Teachings.Retrieved(4)))).Cells.Single();

        (cell.TrainingNoise, cell.Verdict).Should().Be((null, ConductivityVerdict.Regressed));
        cell.Change.Should().BeApproximately(0.2 - 0.85, 1e-12);
        Compare(
            Teachings.World(Teachings.Cell("de", Teachings.Retrieved(4))),
            Teachings.World(Teachings.Cell("de", Teachings.Retrieved(18), Teachings.Retrieved(16), Teachings.Retrieved(17)))).Cells.Single()
            .TrainingNoise.Should().BeNull();
    }

    [Fact]
    public void The_other_way_is_shown_and_does_not_decide()
    {
        var answers = Teachings.Retrieved(18);
        var worse = answers with { Facts = answers.Facts.SetItem(RetrievalWay.Likelihood, Teachings.Retrieved(2).Facts[RetrievalWay.Likelihood]) };
        var (before, now) = (Teachings.World(Teachings.Cell("de", answers)), Teachings.World(Teachings.Cell("de", worse)));

        Compare(before, now).Cells.Single().Verdict.Should().Be(ConductivityVerdict.Unchanged);
        Compare(before, now, new ConductivityPolicy { Way = RetrievalWay.Likelihood }).Cells.Single().Verdict
            .Should().Be(ConductivityVerdict.Regressed);
        Compare(before, now, new ConductivityPolicy { Strict = true }).Verdict.Should().Be(Verdict.Changed);
        Compare(before, before, new ConductivityPolicy { Strict = true }).Verdict.Should().Be(Verdict.Pass);
    }

    [Fact]
    public void Without_a_baseline_there_is_nothing_to_compare_with()
    {
        var judgement = ConductivityJudge.Compare([], [Teachings.Retrieving(12)], new(), Scope.Everything);

        judgement.Verdict.Should().Be(Verdict.NoBaseline);
        judgement.Objections.Single().Reason.Should().Be("isles: no baseline of conductivity.");
    }

    [Fact]
    public void Other_facts_prompts_devices_and_questions_are_not_compared()
    {
        var world = Teachings.Retrieving(12);
        string ReasonOf(ConductivityMeasurement now) => Compare(world, now).Objections.Single().Reason;

        ReasonOf(With(new("other prompt text", 0.9, "cuda"))).Should().Be(
            "isles: different prompt (baseline prompt, received other prompt): see 'chat', 'prefix' and 'suffix' in clika.json; different device class (baseline cpu, received cuda).");
        ReasonOf(With(new("prompt", 0.8, "cpu"))).Should().Be("isles: different threshold of completeness (baseline 0.9, received 0.8).");
        ReasonOf(Teachings.Retrieving(10, 10)).Should().Be("isles: different facts.");
        ReasonOf(Teachings.World(new ConductivityCell(German, "fedcba9876543210", Teachings.Facts(20), [Teachings.Retrieved(12)]))).Should().Be(
            "isles, de: different questions (baseline 0123456789ab, received fedcba987654).");
        ReasonOf(Teachings.World(new ConductivityCell(German, "edited", Teachings.Facts(20), [Teachings.Retrieved(12)]))).Should().Be(
            "isles, de: different questions (baseline 0123456789ab, received edited).");
        ReasonOf(Teachings.World(Teachings.Cell("fr", Teachings.Retrieved(12)))).Should().Be("isles, fr: the baseline has no such language.");
        Compare(world, With(new("prompt", 0.9, "cuda")), new ConductivityPolicy(AcrossDevices: true)).Verdict.Should().Be(Verdict.Pass);
        Compare(world, With(new("prompt", 0.9, "endpoint-faulty")), new ConductivityPolicy(AcrossDevices: true)).Verdict.Should().Be(Verdict.NotComparable);

        ConductivityMeasurement With(ConductivityFingerprint fingerprint) =>
            new("isles", fingerprint, world.Facts, world.Prior, world.Cells);
    }

    [Fact]
    public void A_language_that_is_taught_no_more_is_asked_for_by_a_whole_run_only()
    {
        var both = Teachings.World(Teachings.Cell("de", Teachings.Retrieved(12)), Teachings.Cell("fr", Teachings.Retrieved(12)));

        Compare(both, Teachings.Retrieving(12)).Verdict.Should().Be(Verdict.Pass);
        var whole = ConductivityJudge.Compare([both], [Teachings.Retrieving(12)], new(), Scope.Everything);
        whole.Objections.Single().Reason.Should().Be("isles, fr: conductivity is in the baseline, but not in what was received.");
        whole.Verdict.Should().Be(Verdict.NotComparable);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 40)]
    [InlineData(41, 40)]
    public void What_was_known_before_is_none_to_all_of_what_was_asked(int right, int asked)
    {
        var world = Teachings.Retrieving(12);

        FluentActions.Invoking(() => new ConductivityMeasurement("isles", world.Fingerprint, world.Facts, new PriorFacts(right, asked), world.Cells))
            .Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_world_is_taught_in_a_language_once()
    {
        var cell = Teachings.Cell("de", Teachings.Retrieved(12));

        FluentActions.Invoking(() => Teachings.World(cell, cell)).Should().Throw<ArgumentException>();
    }

    // Guessing gets 10 of 40.
    [Fact]
    public void A_model_that_knew_the_world_before_fails_whatever_it_retrieves()
    {
        var world = Teachings.Retrieving(12);
        var knowing = new ConductivityMeasurement("isles", world.Fingerprint, world.Facts, new PriorFacts(30, 40), world.Cells);

        var judgement = Compare(world, knowing);

        judgement.Verdict.Should().Be(Verdict.NotComparable);
        judgement.Objections.Single().Reason.Should().StartWith("isles: before teaching, the model already answered 30 of 40 facts right (chance 0.250)");
    }

    private static ConductivityJudgement Compare(
        ConductivityMeasurement baseline, ConductivityMeasurement received, ConductivityPolicy? policy = null) =>
        ConductivityJudge.Compare([baseline], [received], policy ?? new ConductivityPolicy(), Scope.Received);

    private static (ConductivityVerdict Cell, Verdict Run) Verdicts(ConductivityJudgement judgement) =>
        (judgement.Cells.Single().Verdict, judgement.Verdict);
}
