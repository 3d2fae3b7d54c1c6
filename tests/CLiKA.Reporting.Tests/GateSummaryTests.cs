using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;

namespace CLiKA.Reporting.Tests;

public sealed class GateSummaryTests
{
    [Theory]
    [InlineData(BlindingCause.Noise, 3, "measure it again with 'clika noise --accept'")]
    [InlineData(BlindingCause.Margin, 3, "set a smaller \"minimumDrop\" in \"gate\"")]
    [InlineData(BlindingCause.TooFew, 3, "use more items, ask fewer sets and languages, or set \"gate\": \"no-loss\" for this set")]
    [InlineData(BlindingCause.TooFew, 0, "choose a probe set that the model knows something of")]
    public void What_to_do_with_a_gate_that_is_blind_is_said(BlindingCause cause, int right, string advice)
    {
        var all = Samples.Measurement(wrongInGerman: 0).ProbeSets.Single();
        var set = all.With(all.Languages.ToDictionary(
            cell => cell.Language, cell => cell.Answers.Select((answer, item) => item < right ? answer : Answer.Invalid).ToImmutableArray()));

        GateSummary.Blind(set, new JudgePolicy(), cause).Should().StartWith("pack: this gate CANNOT FAIL: even a model that answers nothing would pass. ")
            .And.Contain("Its alpha is 0.05, its minimumDrop 0.01, its noise setting execution, ")
            .And.Contain($"and in each language the baseline has {right} of 40 items right. ").And.Contain(advice);
        GateSummary.Blind(set, new JudgePolicy(), cause, areOptions: true).Should().NotContain("\"", "no file has this gate");
        GateSummary.Blind(set, new JudgePolicy { NoLossIn = ["pack"] }, cause).Should().Contain("It allows no loss, and in each language the baseline has ");
    }
}
