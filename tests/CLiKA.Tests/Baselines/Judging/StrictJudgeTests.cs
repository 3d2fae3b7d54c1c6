using CLiKA.Baselines.Judging;

namespace CLiKA.Tests.Baselines.Judging;

/// <summary>The judge under a policy that lets no metric change.</summary>
public sealed class StrictJudgeTests
{
    [Theory]
    [InlineData("1111", "1111", Verdict.Pass, CellVerdict.Identical)]
    [InlineData("1111", "1110", Verdict.Changed, CellVerdict.Changed)]
    [InlineData("1110", "1111", Verdict.Changed, CellVerdict.Changed)]
    public void Strict_lets_no_metric_change(string before, string now, Verdict expected, CellVerdict cell)
    {
        foreach (var tests in Enum.GetValues<TestFamily>())
        {
            var judgement = Packs.Judged(new JudgePolicy { Strict = true, Tests = tests }, ("en", before, now));

            judgement.Verdict.Should().Be(expected);
            judgement.Cells.Single().Verdict.Should().Be(
                tests == TestFamily.Cells && cell == CellVerdict.Identical ? CellVerdict.Unchanged : cell);
        }
    }

    // One letter more often and another less, at the same accuracy: as many are right, and the shares of letters are others.
    [Fact]
    public void Strict_notices_another_wrong_letter()
    {
        var accepted = Packs.Measurement(("en", "1110"));
        var set = accepted.ProbeSets[0];
        var received = set.With(set.Languages.ToDictionary(cell => cell.Language, _ => CLiKA.Answers.AnswerLetters.Read("ABCB")));

        Judge.Compare(new Evidence(new("model", [received]), accepted), new JudgePolicy { Strict = true }, Scope.Received)
            .Verdict.Should().Be(Verdict.Changed);
    }

    // German alone has no overlap with English, which is not a changed one.
    [Fact]
    public void Strict_finds_no_change_where_a_filter_left_English_out()
    {
        var accepted = Packs.Measurement(("en", "1110"), ("de", "1101"));

        Judge.Compare(new Evidence(Packs.Measurement(("de", "1101")), accepted), new JudgePolicy { Strict = true }, Scope.Received)
            .Verdict.Should().Be(Verdict.Pass);
        Judge.Compare(new Evidence(Packs.Measurement(("de", "1011")), accepted), new JudgePolicy { Strict = true }, Scope.Received)
            .Verdict.Should().Be(Verdict.Changed);
    }

    [Fact]
    public void Strict_still_tells_a_regression_from_a_change() =>
        Packs.Judged(new JudgePolicy { Strict = true }, Packs.Change("en", 100, 30, 0), Packs.Change("de", 100, 1, 0))
            .Should().Match<Judgement>(judgement => judgement.Verdict == Verdict.Regressed
                && judgement.Cells[0].Verdict == CellVerdict.Regressed && judgement.Cells[1].Verdict == CellVerdict.Changed);
}
