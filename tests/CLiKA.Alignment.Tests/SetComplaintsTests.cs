using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Metrics;
using CLiKA.Probes;
using CLiKA.Teaching.Measuring;
using CLiKA.Xunit.Running;

namespace CLiKA.Alignment.Tests;

/// <summary>Which rows of a level fail with which cell.</summary>
public sealed class SetComplaintsTests
{
    private const int Items = 300;

    // The configuration of this process, whose folders complaints name.
    static SetComplaintsTests() => RuntimeHelpers.RunClassConstructor(typeof(AlignmentSessionTests).TypeHandle);

    [Theory]
    [InlineData(Items / 2, 0)]
    [InlineData(0, 1)]
    public void Where_no_loss_is_let_pass_both_rows_fail_with_what_is_lost(int lostInEnglish, int lostInGerman)
    {
        var outcome = Outcome(Loss(lostInEnglish), Loss(lostInGerman), new JudgePolicy { NoLossIn = ["laws"] });

        foreach (var level in (Level[])[Level.Performance, Level.Consistency])
        {
            SetComplaints.OfLevel(outcome, "laws", level)
                .Should().Contain($"laws, single languages: regressed in {(lostInGerman > 0 ? "de" : "en")} (").And.EndWith("index.html#m");
        }
    }

    // Nothing is right any more, in either language, so that there is no en-CO.
    [Fact]
    public void Consistency_fails_where_nothing_is_left_that_could_agree()
    {
        var outcome = Outcome(Loss(Items), Loss(Items), new JudgePolicy());

        outcome.Received.ProbeSets.Single().In(Language.Parse("de"))!.PivotOverlap.Should().BeNull();
        SetComplaints.OfLevel(outcome, "laws", Level.Consistency).Should().MatchRegex(@"laws, single languages: regressed in (en \(.* points\), )?de \(");
    }

    // As many are lost in both, so that en-CO stays 1: no margin, be it 0, makes a fall of that.
    [Fact]
    public void A_language_that_lost_what_English_lost_too_fails_Performance_alone()
    {
        var outcome = Outcome(Loss(20), Loss(20), new JudgePolicy { MinimumDrop = 0 });

        SetComplaints.OfLevel(outcome, "laws", Level.Performance).Should().MatchRegex(@"laws, single languages: regressed in (en \(.* points\), )?de \(");
        SetComplaints.OfLevel(outcome, "laws", Level.Consistency).Should().BeNull();
    }

    // In binary digits 1 - 0.9 is less than 0.1. In the second row German lost more than the margin, and nine items only that English kept.
    [Theory]
    [InlineData(0, 30, true)]
    [InlineData(30, 39, false)]
    public void A_fall_of_just_the_margin_counts_and_no_smaller_one(int lostInEnglish, int lostInGerman, bool fails)
    {
        var outcome = Outcome(Loss(lostInEnglish), Loss(lostInGerman), new JudgePolicy { MinimumDrop = 0.1 });
        outcome = outcome with { Judgement = outcome.Judgement with { Pools = [] } };

        SetComplaints.OfLevel(outcome, "laws", Level.Performance).Should().MatchRegex(@"laws, single languages: regressed in (en \(.* points\), )?de \(");
        (SetComplaints.OfLevel(outcome, "laws", Level.Consistency) is not null).Should().Be(fails);
    }

    // The run is red in either case, but the rows say where to look.
    [Fact]
    public void What_one_probe_set_lost_fails_no_row_of_another()
    {
        var unchanged = Set("other", Loss(0), Loss(0));
        var outcome = Compared(
            new("m", [Set("laws", Loss(0), Loss(0)), unchanged]), new("m", [Set("laws", Loss(0), Loss(Items / 2)), unchanged]), new JudgePolicy());

        foreach (var level in (Level[])[Level.Performance, Level.Consistency])
        {
            SetComplaints.OfLevel(outcome, "laws", level).Should().Contain($"laws, {level} over 2 languages: regressed.");
            SetComplaints.OfLevel(outcome, "other", level).Should().BeNull();
        }

        SetComplaints.OfLanguage(outcome, "laws", Language.Parse("de")).Should().ContainSingle();
        SetComplaints.OfLanguage(outcome, "other", Language.Parse("de")).Should().BeEmpty();
    }

    [Fact]
    public void A_probe_set_without_a_baseline_fails_no_row_of_another()
    {
        var laws = Set("laws", Loss(0), Loss(0));
        var outcome = Compared(new("m", [laws]), new("m", [laws, Set("other", Loss(0), Loss(0))]), new JudgePolicy());

        SetComplaints.OfLevel(outcome, "laws", Level.Performance).Should().BeNull();
        SetComplaints.OfLevel(outcome, "other", Level.Performance).Should().Contain("other: no baseline");
        SetComplaints.Objections(outcome, "laws").Should().BeEmpty();
        SetComplaints.Objections(outcome, "other").Should().ContainSingle();
    }

    private static ModelOutcome Outcome(ImmutableArray<Answer> english, ImmutableArray<Answer> german, JudgePolicy policy) =>
        Compared(new("m", [Set("laws", Loss(0), Loss(0))]), new("m", [Set("laws", english, german)]), policy);

    private static ModelOutcome Compared(Measurement before, Measurement now, JudgePolicy policy) =>
        new(
            now,
            before,
            Judge.Compare(new Evidence(now, before), policy, Scope.Everything),
            ConductivityOutcome.None,
            new ConductivityJudgement([], []),
            "m",
            "CPU",
            null,
            ImmutableSortedDictionary<string, ProbePack>.Empty);

    // The right option is the first; the first items are lost.
    private static ImmutableArray<Answer> Loss(int items) => [.. Enumerable.Range(0, Items).Select(item => new Answer(item < items ? 1 : 0))];

    private static ProbeSetMeasurement Set(string name, ImmutableArray<Answer> english, ImmutableArray<Answer> german) => new(
        name,
        new Fingerprint("items", "prompt", "letter", "cpu"),
        0.25,
        1,
        [],
        [.. Enumerable.Repeat(0, Items)],
        new Dictionary<Language, ImmutableArray<Answer>> { [Language.Pivot] = english, [Language.Parse("de")] = german });
}
