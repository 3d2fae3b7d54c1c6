using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Repeats;
using CLiKA.Measurements.Taught;
using CLiKA.Probes;
using CLiKA.Teaching.Measuring;
using CLiKA.Tests;
using CLiKA.Xunit.Running;

namespace CLiKA.Alignment.Tests;

/// <summary>What a person is told to do after a run that failed.</summary>
public sealed class NextStepTests
{
    // The configuration of this process, whose folders are named.
    static NextStepTests() => RuntimeHelpers.RunClassConstructor(typeof(AlignmentSessionTests).TypeHandle);

    // Accepted or not, what the model knew before it was taught fails the next run as well. By chance 10 of 40 are right.
    [Theory]
    [InlineData(10, "Next: .*make them the baseline with 'clika accept ")]
    [InlineData(30, "^Next: give isles another seed, teach the new facts, and run the suite again\\.$")]
    public void Accepting_is_not_advised_where_a_world_was_known_before_it_was_taught(int known, string next)
    {
        var world = Teachings.Retrieving(16);
        var received = Teachings.Measurement(new ConductivityMeasurement(world.World, world.Fingerprint, world.Facts, new PriorFacts(known, 40), world.Cells));
        var retrieval = ConductivityJudge.Compare([], received.Worlds, new ConductivityPolicy(), Scope.Everything);

        NextStep.Of(Outcome(received, Verdict.Pass, retrieval)).Should().MatchRegex(next);
    }

    // A strict gate fails on what was won too.
    [Theory]
    [InlineData(Verdict.Regressed, "Next: look at what was lost in ")]
    [InlineData(Verdict.Changed, "Next: look at what changed in ")]
    public void What_to_look_at_is_what_was_found(Verdict verdict, string next) =>
        NextStep.Of(Outcome(new Measurement("m", []), verdict, new([], []))).Should().StartWith(next);

    // What was lost in other sets may be what the restored baseline has too; and accepting over what cannot be read is refused.
    [Fact]
    public void A_baseline_that_cannot_be_read_is_restored_before_anything_is_accepted()
    {
        var outcome = Outcome(new Measurement("m", []), Verdict.Regressed, new([], []));
        var objection = new Objection("geo", Verdict.NotComparable, "damaged") { Fault = new InvalidInputException("m/geo.verified.json", "is damaged.") };

        NextStep.Of(outcome with { Judgement = outcome.Judgement with { Objections = [objection, objection with { ProbeSet = "law" }] } })
            .Should().Be("Next: mend m/geo.verified.json, or restore what version control has (after a merge, take both files of a baseline from one side), and run the suite again.");
    }

    // The loss may be one of the answers that change by themselves.
    [Theory]
    [InlineData(Verdict.Regressed)]
    [InlineData(Verdict.Pass)]
    public void Accepting_is_not_advised_where_answers_change_when_asked_again(Verdict verdict)
    {
        var changed = new ChangedAnswer("geo", Language.Pivot, "i1", Answer.Best([-1.0, -2.0]), Answer.Best([-2.0, -1.0]));

        NextStep.Of(Outcome(new Measurement("m", []), verdict, new([], [])), new Determinism(new Repetition("in fewer rows", 12, 0, 1, 1, [changed])))
            .Should().Be("Next: find out why answers change when asked again, before anything is accepted.");
    }

    private static ModelOutcome Outcome(Measurement received, Verdict verdict, ConductivityJudgement retrieval) => new(
        received, null, new Judgement(verdict, [], []), ConductivityOutcome.None, retrieval, "m", "CPU", null, ImmutableSortedDictionary<string, ProbePack>.Empty);
}
