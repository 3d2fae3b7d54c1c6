using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Measurements.Noise;
using CLiKA.Measurements.Taught;
using CLiKA.Prompts;

namespace CLiKA.Tests.Input;

/// <summary>Names that configurations, baselines, journals and scripts rely on.</summary>
public sealed class EnumNameTests
{
    [Fact]
    public void Every_value_has_the_name_that_files_rely_on_and_is_found_by_it()
    {
        Names<Scoring>().Should().Equal("letter", "likelihood", "likelihood-per-token", "likelihood-per-byte", "generation");
        Names<LetterOrder>().Should().Equal("fixed", "permuted");
        Names<TestFamily>().Should().Equal("pooled", "cells");
        Names<NoiseUse>().Should().Equal("execution", "wordings", "none");
        Names<NoiseKind>().Should().Equal("batch", "threads", "device", "wordings");
        Names<RetrievalWay>().Should().Equal("generation", "likelihood");
        Names<Verdict>().Should().Equal("pass", "no baseline", "not comparable", "changed", "regressed");
        Names<CellVerdict>().Should().Equal("unchanged", "improved", "regressed", "changed", "inconclusive", "identical", "within noise");
        Names<ConductivityVerdict>().Should().Equal(
            "unchanged", "improved", "within training noise", "never taught", "now taught", "changed", "not taught", "regressed");
        EnumName.List<LetterOrder>().Should().Be("fixed, permuted");
    }

    [Theory]
    [InlineData("Letter")]
    [InlineData("LikelihoodPerToken")]
    [InlineData("0")]
    [InlineData("")]
    public void Another_name_is_unknown(string name) => EnumName.TryParse<Scoring>(name, out _).Should().BeFalse();

    [Fact]
    public void What_is_no_value_has_no_name() =>
        FluentActions.Invoking(() => EnumName.Of((Scoring)99)).Should().Throw<ArgumentOutOfRangeException>();

    private static IEnumerable<string> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(value =>
        {
            EnumName.TryParse<T>(EnumName.Of(value), out var found).Should().BeTrue();
            found.Should().Be(value);
            return EnumName.Of(value);
        });
}
