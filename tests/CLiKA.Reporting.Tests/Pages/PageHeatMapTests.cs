using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Tests;
using static CLiKA.Reporting.Tests.Pages.PageSamples;

namespace CLiKA.Reporting.Tests.Pages;

/// <summary>The maps of what a model knows, and the bars of a model that says one letter.</summary>
public sealed class PageHeatMapTests
{
    // 28 of 40 right at chance 0.25; what is right in German is right in English.
    [Fact]
    public void Heat_maps_have_the_numbers_in_their_cells()
    {
        var page = Parse(Losing(12));

        Maps(page)[0].Row("table", "pack").Should().Equal("1.00", "0.60▼", "1.00");
        Maps(page)[1].Row("table", "pack").Should().Equal("0.70", "1.00");
        Maps(page)[0].QuerySelectorAll("tbody td").Select(cell => cell.ClassName).Should().Equal("h20", "h12", "h20");
        Maps(page)[0].QuerySelector("td.h12")!.TextContent.Should().Contain("regressed", "colours and marks tell nothing alone");
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(21, 21)]
    public void Many_languages_stand_below_one_another(int languages, int rows)
    {
        var page = Parse(Report(null, Samples.InManyLanguages(languages)));

        var map = Maps(page)[0];
        map.QuerySelectorAll("tbody tr").Should().HaveCount(rows);
        map.QuerySelectorAll("tbody td").Should().HaveCount(languages).And.OnlyContain(cell => cell.TextContent.Contains("1.00", StringComparison.Ordinal));
        map.QuerySelectorAll(rows == 1 ? "thead th" : "tbody th").Select(head => head.TextContent.Trim())
            .Should().Equal(Language.Known.Take(languages).Select(language => language.Code));
    }

    [Fact]
    public void What_is_undefined_is_a_dash()
    {
        var page = Parse(KnowingNothing());

        Maps(page)[1].Row("table", "pack").Should().Equal("–");
        Maps(page)[1].QuerySelector("tbody td")!.ClassName.Should().Be("undefined");
        Maps(page)[0].Row("table", "pack").Should().Equal("0.00", "0.00");
    }

    [Fact]
    public void A_model_that_says_one_letter_is_shown_as_degenerate_and_not_as_consistent()
    {
        var page = Parse(Report(Samples.Measurement(0), Samples.Measurement(0, hebrewSaysA: true)));

        Maps(page)[1].Row("table", "pack").Should().Equal("1.00", "A 100%");
        Maps(page)[1].QuerySelectorAll("tbody td")[^1].ClassName.Should().Be("degenerate");
        page.Row(".letters", "Hebrew").Should().Equal("A 100%", "0.25");
        page.Row(".letters", "right answers").Should().Equal("A 25%, B 25%, C 25%, D 25%", "guessing 0.25");
    }

    // 39 of 40 are 97.5%, and never more than there are.
    [Fact]
    public void The_share_of_a_letter_is_not_rounded_up_and_its_cell_has_the_colour_of_what_it_knows()
    {
        var says = Samples.Measurement(0);
        var set = says.ProbeSets[0];
        ImmutableArray<Answer> answers = [.. set.Gold.Select((_, item) => new Answer(item == 0 ? 0 : 3))];
        var page = Parse(Report(says, says with { ProbeSets = [set.With(set.Languages.ToDictionary(cell => cell.Language, _ => answers))] }));

        Maps(page)[1].Row("table", "pack").Should().Equal("D 97%", "D 97%");

        // 11 of 40 right: (0.275 - 0.25) / 0.75 is 0.033, in twentieths 1.
        Maps(page)[0].QuerySelectorAll("tbody td")[0].ClassName.Should().Be("h1 degenerate");
    }

    [PublishedDataTheory]
    [InlineData("bloom_7b1")]
    public void A_recorded_model_that_says_one_letter_is_degenerate(string model)
    {
        var page = Parse(Report(null, Recordings.PublishedLayout.Read(PublishedData.Folder!, model)));

        Maps(page)[1].Row("table", "x_csqa").Should().HaveCount(9).And.NotContain("1.00").And.Contain("E 100%");
        page.Row(".letters", "German").Should().Equal("E 100%", "0.20");
    }
}
