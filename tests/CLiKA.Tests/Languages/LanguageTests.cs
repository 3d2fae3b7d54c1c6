using CLiKA.Languages;

namespace CLiKA.Tests.Languages;

public sealed class LanguageTests
{
    [Fact]
    public void The_ten_languages_stand_in_the_papers_order_and_English_is_the_pivot()
    {
        Language.Codes.Should().Be("en de fr it ru pl ar he zh ja");
        Language.Pivot.Code.Should().Be("en");
    }

    [Fact]
    public void Arabic_and_Hebrew_are_written_from_right_to_left() =>
        Language.All.Where(language => language.Direction == TextDirection.RightToLeft).Select(language => language.Code)
            .Should().Equal("ar", "he");

    [Theory]
    [InlineData("zh")]
    [InlineData("ZH")]
    public void A_code_is_found_in_either_case(string code) => Language.Parse(code).EnglishName.Should().Be("Chinese");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("es")]
    [InlineData("zh-Hans")]
    public void Another_code_is_not_found(string? code) => Language.TryParse(code, out _).Should().BeFalse();

    [Fact]
    public void Parsing_another_code_lists_the_ten() =>
        FluentActions.Invoking(() => Language.Parse("es")).Should().Throw<ArgumentException>()
            .WithMessage("'es' is not one of the languages en de fr it ru pl ar he zh ja.*");

    [Fact]
    public void A_language_prints_as_its_code() => $"{Language.Parse("he")}".Should().Be("he");
}
