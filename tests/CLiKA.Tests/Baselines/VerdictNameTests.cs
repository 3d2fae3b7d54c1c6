using CLiKA.Baselines;
using CLiKA.Baselines.Taught;

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
    [InlineData(CellVerdict.WithinNoise, "within noise")]
    public void A_cells_verdict_has_a_name(CellVerdict verdict, string expected) => VerdictName.Of(verdict).Should().Be(expected);

    [Fact]
    public void Every_verdict_on_conductivity_has_a_name_of_its_own() =>
        Enum.GetValues<ConductivityVerdict>().Select(ConductivityVerdictName.Of).Should().OnlyHaveUniqueItems().And.NotContain(string.Empty);
}
