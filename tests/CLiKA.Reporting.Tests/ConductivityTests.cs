using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Languages;
using CLiKA.Measurements.Taught;
using CLiKA.Tests;

namespace CLiKA.Reporting.Tests;

public sealed class ConductivityTests
{
    private static readonly Language German = Language.Parse("de");

    // Wilson's interval of 13 of 20 is 0.433 to 0.819; (0.65 - 0.25) / 0.75 = 0.533.
    [Fact]
    public void The_table_has_a_column_a_language_and_says_why_one_was_not_taught()
    {
        var world = Teachings.World(
            Teachings.Cell("de", Teachings.Retrieved(13)),
            Teachings.Cell("ru", Teachings.Teaching(new string('1', 20), new string('1', 20), namesRight: 5)));

        var lines = ConductivityTable.Render(world, null).Split('\n').Select(line => line.Trim()).ToList();

        lines.Should().Contain("conductivity in isles: 20 facts taught in English only, chance 0.25; 10 of 40 facts right before teaching");
        lines.Should().ContainMatch("XRR by generation*0.65*not taught");
        lines.Should().ContainMatch("95% from*0.43*–");
        lines.Should().ContainMatch("to*0.82*–");
        lines.Should().ContainMatch("chance-corrected*0.53*–");
        lines.Should().ContainMatch("accuracy*0.65*–");
        lines.Should().Contain("ru: not taught, asked by generation: names 0.500 (5 of 10); each needs 0.90.");
    }

    [Fact]
    public void A_way_that_one_language_was_not_asked_by_is_told()
    {
        var answers = Teachings.Retrieved(13);
        var german = new ConductivityCell(
            German, Teachings.Set, Teachings.Facts(20), [answers with { Facts = answers.Facts.Remove(RetrievalWay.Likelihood) }]);

        var lines = ConductivityTable.Render(Teachings.World(german, Teachings.Cell("ru", answers)), null).Split('\n');

        lines.Should().ContainSingle(line => line.Contains("XRR by generation", StringComparison.Ordinal)).Which.Should().MatchRegex("0.65 +0.65$");
        lines.Should().ContainSingle(line => line.Contains("XRR by likelihood", StringComparison.Ordinal)).Which.Should().MatchRegex("not asked +0.65$");
    }

    [Fact]
    public void Of_several_teachings_it_is_said_which_one_did_not_take()
    {
        var cell = Teachings.Cell(
            "ru", Teachings.Retrieved(13), Teachings.Teaching(new string('1', 20), new string('1', 20), namesRight: 5, ownTypeZeroRight: 3));

        ConductivitySummary.Shortfalls(cell).Should().Equal(
            "ru, teaching 2: not taught, asked by generation: names 0.500 (5 of 10), ru type 0 0.150 (3 of 20); each needs 0.90.",
            "ru, teaching 2: not taught, asked by likelihood: names 0.500 (5 of 10), ru type 0 0.150 (3 of 20); each needs 0.90.");
    }

    [Fact]
    public void Several_seeds_are_a_mean_and_a_spread_and_marks_show_what_changed()
    {
        var before = Teachings.World(Teachings.Cell("de", Teachings.Retrieved(18), Teachings.Retrieved(19)));
        var now = Teachings.World(Teachings.Cell("de", Teachings.Retrieved(8), Teachings.Retrieved(9)));

        var table = ConductivityTable.Render(now, Compare(before, now));

        // 0.40 and 0.45: mean 0.425, standard deviation 0.035.
        table.Should().MatchRegex(@"XRR by generation +0\.4[23]\n").And.MatchRegex(@"spread over seeds +0\.04\n").And.Contain("▼");

        // 0.40 and 0.45 at chance 0.25: 0.200 and 0.267.
        table.Should().MatchRegex(@"chance-corrected +0\.23\n");
        ConductivityTable.Render(before, Compare(now, before)).Should().Contain("▲").And.NotContain("▼");
        ConductivityTable.Render(now, Compare(now, now)).Should().NotContainAny("▲", "▼");
    }

    [Fact]
    public void A_regression_is_told_with_both_ways_its_chance_and_what_is_not_known_of_training()
    {
        var text = Describe(Teachings.Retrieving(16), Teachings.Retrieving(4));

        text.Should().StartWith(
            "isles, de (German): regressed. XRR 0.800 → 0.200 by generation (-60.0 points). XRR 0.800 → 0.200 by likelihood. p");
        text.Should().Contain(", adjusted over the run's languages (Holm) ").And.Contain("over 20 facts.").And.EndWith(
            "only one teaching; give several on both sides, in 'taught': \"de\": [\"PATH1\", \"PATH2\"].");
    }

    // Welch's interval of 0.90 and 0.95 against 0.40 and 0.45, in Python: -0.652 to -0.348.
    [Fact]
    public void With_several_seeds_their_interval_is_told() =>
        Describe(
            Teachings.World(Teachings.Cell("de", Teachings.Retrieved(18), Teachings.Retrieved(19))),
            Teachings.World(Teachings.Cell("de", Teachings.Retrieved(8), Teachings.Retrieved(9))))
            .Should().EndWith("Over 2 and 2 seeds of training the change lies between -65.2 and -34.8 points (Welch).");

    [Fact]
    public void A_teaching_that_is_lost_names_the_check_and_one_that_is_new_asks_to_be_accepted()
    {
        var untaught = Teachings.World(Teachings.Cell("de", Teachings.Teaching(new string('1', 20), new string('1', 20), ownTypeZeroRight: 3)));

        Describe(Teachings.Retrieving(16), untaught).Should().Contain("could not be measured")
            .And.Contain("de: not taught, asked by generation: de type 0 0.150 (3 of 20); each needs 0.90.");
        Describe(untaught, Teachings.Retrieving(16)).Should().Contain("XRR not taught → 0.800 by generation.").And.EndWith("Nothing is guarded until this is the baseline: accept it with 'clika accept'.");
        Describe(untaught, untaught).Should().StartWith("isles, de (German): ").And.Contain(
            ". The teaching passed its checks neither in the baseline nor now. de: not taught, asked by generation: de type 0 0.150 (3 of 20); each needs 0.90. de: not taught, asked by likelihood: ");
        ConductivitySummary.Render(Compare(Teachings.Retrieving(16), untaught)).Should().StartWith("Conductivity: not comparable (languages: 1 not taught).");
    }

    [Fact]
    public void Under_a_strict_policy_it_is_told_what_changed_where_nothing_could_be_tested()
    {
        var strict = new ConductivityPolicy { Strict = true };
        var (three, four) = (Untaught(3), Untaught(4));

        Describe(three, Teachings.Retrieving(16), strict)
            .Should().Be("isles, de (German): changed. XRR not taught → 0.800 by generation. XRR not taught → 0.800 by likelihood.");
        Describe(three, four, strict).Should().StartWith("isles, de (German): changed. XRR not taught → not taught by generation. ")
            .And.Contain("de: not taught, asked by generation: de type 0 0.200 (4 of 20); each needs 0.90.");

        static ConductivityMeasurement Untaught(int right) =>
            Teachings.World(Teachings.Cell("de", Teachings.Teaching(new string('1', 20), new string('1', 20), ownTypeZeroRight: right)));
    }

    // 12 of 20 lost: 2 / 2^12, in a family of three.
    [Fact]
    public void The_worst_is_counted_first()
    {
        var before = Teachings.World(Cell("de", 16), Cell("he", 4), Cell("ru", 16));
        var now = Teachings.World(Cell("de", 16), Cell("he", 16), Cell("ru", 4));

        ConductivitySummary.Render(Compare(before, now)).Should().StartWith("Conductivity: regressed (languages: 1 regressed, 1 improved, 1 unchanged).");

        static ConductivityCell Cell(string language, int retrieved) => Teachings.Cell(language, Teachings.Retrieved(retrieved));
    }

    [Fact]
    public void What_was_not_measured_is_not_called_passed() =>
        ConductivitySummary.Render(new([], [])).Should().Be("Conductivity: not measured.");

    private static string Describe(ConductivityMeasurement baseline, ConductivityMeasurement received, ConductivityPolicy? policy = null) =>
        ConductivitySummary.Describe(Compare(baseline, received, policy).Cell("isles", German)!);

    private static ConductivityJudgement Compare(ConductivityMeasurement baseline, ConductivityMeasurement received, ConductivityPolicy? policy = null) =>
        ConductivityJudge.Compare([baseline], [received], policy ?? new ConductivityPolicy(), Scope.Received);
}
