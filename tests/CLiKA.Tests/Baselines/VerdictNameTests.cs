using CLiKA.Baselines;

namespace CLiKA.Tests.Baselines;

public sealed class VerdictNameTests
{
    [Theory]
    [InlineData(Verdict.Pass, "pass")]
    [InlineData(Verdict.NoBaseline, "no baseline")]
    [InlineData(Verdict.NotComparable, "not comparable")]
    [InlineData(Verdict.Changed, "changed")]
    [InlineData(Verdict.Regressed, "regressed")]
    public void A_runs_verdict_has_a_name(Verdict verdict, string expected) => VerdictName.Of(verdict).Should().Be(expected);

    [Theory]
    [InlineData(CellVerdict.Unchanged, "unchanged")]
    [InlineData(CellVerdict.Improved, "improved")]
    [InlineData(CellVerdict.Regressed, "regressed")]
    [InlineData(CellVerdict.Identical, "identical")]
    [InlineData(CellVerdict.Inconclusive, "inconclusive")]
    [InlineData(CellVerdict.Changed, "changed")]
    public void A_cells_verdict_has_a_name(CellVerdict verdict, string expected) => VerdictName.Of(verdict).Should().Be(expected);
}
