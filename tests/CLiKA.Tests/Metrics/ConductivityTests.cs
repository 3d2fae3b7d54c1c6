using CLiKA.Metrics;

namespace CLiKA.Tests.Metrics;

public sealed class ConductivityTests
{
    // Counted by hand.
    [Theory]
    [InlineData("1111", "1111", 1.0)]
    [InlineData("1111", "0100", 0.25)]
    [InlineData("1100", "1011", 0.5)]
    [InlineData("1000", "0111", 0.0)]
    [InlineData("0000", "1111", null)]
    public void Of_what_is_known_in_English_the_share_that_is_known_in_the_other_language_counts(string pivot, string other, double? expected) =>
        Conductivity.CrossRetrieval(Marks(pivot), Marks(other)).Should().Be(expected);

    // Wilson's formula for 3 of 5, in Python.
    [Fact]
    public void The_interval_stands_on_the_facts_known_in_English()
    {
        var interval = Conductivity.CrossRetrievalInterval(Marks("1111100000"), Marks("1110011111"))!.Value;

        interval.Low.Should().BeApproximately(0.23072428127601285, 1e-12);
        interval.High.Should().BeApproximately(0.8823792257673521, 1e-12);
        Conductivity.CrossRetrievalInterval(Marks("00"), Marks("11")).Should().BeNull();
    }

    // (0.13 - 0.05) / 0.95 = 0.0842105...
    [Theory]
    [InlineData(0.13, 0.05, 0.08421052631578947)]
    [InlineData(0.05, 0.05, 0)]
    [InlineData(0.01, 0.05, 0)]
    [InlineData(1, 0.05, 1)]
    public void Guessing_counts_for_nothing(double ratio, double chance, double expected) =>
        Conductivity.ChanceCorrected(ratio, chance).Should().BeApproximately(expected, 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Chance_is_neither_none_nor_certainty(double chance) =>
        FluentActions.Invoking(() => Conductivity.ChanceCorrected(0.5, chance)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Lists_of_other_lengths_are_refused() =>
        FluentActions.Invoking(() => Conductivity.CrossRetrieval(Marks("11"), Marks("111"))).Should().Throw<ArgumentException>();

    private static bool[] Marks(string marks) => [.. marks.Select(mark => mark == '1')];
}
