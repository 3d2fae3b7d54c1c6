using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Measurements;

public sealed class ProbeSetMeasurementTests
{
    [Fact]
    public void Languages_stand_in_the_papers_order()
    {
        var set = Packs.Measurement(("ja", "11"), ("en", "11"), ("ru", "11")).ProbeSets[0];

        set.Languages.Select(cell => cell.Language.Code).Should().Equal("en", "ru", "ja");
        set.In(Language.Parse("ru"))!.Language.Code.Should().Be("ru");
        set.In(Language.Parse("de")).Should().BeNull();
    }

    [Theory]
    [InlineData(0.25, 0.25)]
    [InlineData(0.25, 1.5)]
    [InlineData(0, 1)]
    [InlineData(-0.25, 1)]
    [InlineData(1, 1)]
    public void Chance_and_ceiling_outside_their_ranges_are_refused(double chance, double ceiling) =>
        FluentActions.Invoking(() => Of(chance, ceiling, "AB")).Should().Throw<ArgumentException>();

    // Guessing gets two of two right in 1 of 16 cases and three of three in 1 of 64. Half of the level is the languages', so that twice these are held
    // against 0.05.
    [Theory]
    [InlineData("11", false)]
    [InlineData("111", true)]
    public void What_guessing_does_in_fewer_than_one_of_twenty_measurements_is_above_chance(string right, bool expected) =>
        Packs.Measurement(("en", right)).ProbeSets[0].IsAboveChance.Should().Be(expected);

    [Fact]
    public void A_language_with_fewer_answers_than_items_is_named() =>
        FluentActions.Invoking(() => Of(0.25, 1, "A")).Should().Throw<ArgumentException>().WithMessage("s, de: 1 answers to 2 items.*");

    private static ProbeSetMeasurement Of(double chance, double ceiling, string answers) => new(
        "s",
        Packs.Fingerprint,
        chance,
        ceiling,
        [],
        [0, 1],
        new Dictionary<Language, ImmutableArray<Answer>> { [Language.Parse("de")] = AnswerLetters.Read(answers) });
}
