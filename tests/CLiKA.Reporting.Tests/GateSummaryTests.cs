using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines;

namespace CLiKA.Reporting.Tests;

public sealed class GateSummaryTests
{
    [Theory]
    [InlineData(BlindingCause.Noise, 3, "measure it again with 'clika noise --accept'")]
    [InlineData(BlindingCause.Margin, 3, "say a smaller \"minimumDrop\" in the gate")]
    [InlineData(BlindingCause.TooFew, 3, "take more items, ask fewer sets and languages, or say \"gate\": \"no-loss\" of this set")]
    [InlineData(BlindingCause.TooFew, 0, "take a probe set of which the model knows something")]
    public void What_to_do_with_a_gate_that_is_blind_is_said(BlindingCause cause, int right, string advice)
    {
        var all = Samples.Measurement(wrongInGerman: 0).ProbeSets.Single();
        var set = all.With(all.Languages.ToDictionary(
            cell => cell.Language, cell => cell.Answers.Select((answer, item) => item < right ? answer : new Answer((int?)null)).ToImmutableArray()));

        GateSummary.Blind(set, new JudgePolicy(), cause).Should().StartWith("pack: this gate would let a model pass that answers nothing. ")
            .And.Contain("It has alpha 0.05, a margin of 1 points, noise execution, and has ")
            .And.Contain($"a baseline with {right} to {right} right of 40 items in a language. ").And.Contain(advice);
        GateSummary.Blind(set, new JudgePolicy(), cause, areOptions: true).Should().NotContain("\"", "no file has this gate");
        GateSummary.Blind(set, new JudgePolicy { NoLossIn = ["pack"] }, cause).Should().Contain("It lets no loss pass, and has a baseline with ");
    }
}
