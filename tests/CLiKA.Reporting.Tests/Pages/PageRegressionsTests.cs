using static CLiKA.Reporting.Tests.Pages.PageSamples;

namespace CLiKA.Reporting.Tests.Pages;

/// <summary>The part of the page that says what failed, with the first lost items.</summary>
public sealed class PageRegressionsTests
{
    [Fact]
    public void What_was_lost_in_small_steps_since_the_release_is_listed()
    {
        var page = Parse(Reports.LosingSinceRelease());

        page.QuerySelector("details.cell summary")!.TextContent.Should().Contain("pack, German").And.Contain("−30.0 points")
            .And.Contain("12 lost, 0 won of 40 since release 2.0, over 3 accepted changes and this run together");
        page.QuerySelectorAll(".lost tbody tr").Should().HaveCount(5);
        page.Row(".lost", "i00").Should().Equal("de 0?", "en 0?", "de-0", "de-1");
        Maps(page)[0].Row("table", "pack").Should().Equal("1.00", "0.60▽", "1.00");
        Maps(page)[0].QuerySelector("td.h12")!.TextContent.Should().Contain("regressed since the release");
    }

    [Fact]
    public void A_cell_that_lost_since_the_release_has_its_place_where_its_items_stand()
    {
        var page = Parse(Reports.LosingSinceRelease());

        page.GetElementById("m/pack/de")!.TextContent.Should().Contain("since release 2.0");
        Targets(page).Should().Equal(["report", "m/pack/de", "m/pack/de"], "all else is the baseline's, and there is nothing to say of it");
    }

    [Fact]
    public void A_loss_where_none_is_let_pass_is_said_to_be_one()
    {
        var page = Parse(Reports.LosingFacts(1));

        page.QuerySelector("details.cell summary")!.TextContent.Should().Contain("1 lost, 0 won of 40").And.Contain("no loss is allowed in").And.NotContain("adjusted");
        page.Body!.TextContent.Should().Contain("Where p is a dash, no loss is allowed in the probe set: no test decides, and “detectable” is a dash too.");
        page.Row(".lost", "i00").Should().Equal("de 0?", "en 0?", "de-0", "de-1");
        Parse(Losing(12)).Body!.TextContent.Should().NotContain("no loss is allowed in");
    }

    [Fact]
    public void Texts_are_shown_in_their_language_and_direction()
    {
        var page = Parse(Report(Samples.Measurement(0), Samples.Measurement(0, hebrewSaysA: true)));

        var question = page.QuerySelector(".lost bdi")!;

        (question.GetAttribute("lang"), question.GetAttribute("dir"), question.TextContent).Should().Be(("he", "rtl", "he 1?"));
    }

    [Fact]
    public void Where_texts_are_not_at_hand_the_page_shows_letters()
    {
        var page = Parse(Losing(12) with { Packs = Samples.Packs(hasTexts: false) });

        page.Row(".lost", "i01").Should().Equal("–", "–", "B", "C");
    }

    [Fact]
    public void The_largest_losses_come_first_and_more_than_ten_are_folded()
    {
        var page = Parse(LosingInLanguages(13));

        page.QuerySelectorAll("details.cell .loss").Select(loss => loss.TextContent).Should().StartWith(["−60.0 points", "−57.5 points"]).And.EndWith(["−30.0 points"]);
        page.QuerySelectorAll("details.cell").Select(cell => cell.HasAttribute("open")).Should().Equal([true, .. Enumerable.Repeat(false, 12)]);
        page.QuerySelector("details.rest > summary")!.TextContent.Should().Be("3 more cells that regressed");
        page.QuerySelectorAll("details.rest details.cell").Should().HaveCount(3);
        Parse(LosingInLanguages(10)).QuerySelectorAll("details.rest").Should().BeEmpty();
        page.QuerySelector(".where dd")!.TextContent.Trim().Should().Be("pack in all 13 languages");
    }

    [Fact]
    public void A_teaching_that_no_longer_passes_its_checks_is_said_to_have_failed()
    {
        var page = Parse(NoLongerTaught());

        page.QuerySelector("h1")!.TextContent.Should().Be("model is not comparable with its baseline");
        page.QuerySelector("h3")!.TextContent.Should().Be("What failed");
        page.QuerySelector(".others li")!.TextContent.Should().StartWith("isles, de (German): not taught. The teaching passed its checks in the baseline but not now");
    }
}
