using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Reporting.Runs;
using CLiKA.Tests;
using static CLiKA.Reporting.Tests.Pages.PageSamples;

namespace CLiKA.Reporting.Tests.Pages;

public sealed class RunPageTests
{
    [Fact]
    public void The_page_begins_with_what_happened_and_what_regressed()
    {
        var page = Parse(Losing(12));

        page.QuerySelector("h1")!.TextContent.Should().Be("m regressed");
        page.QuerySelector(".lead")!.TextContent.Should().StartWith("Knowledge was lost in 1 of 3 cells");
        page.QuerySelector(".where")!.TextContent.Should().Contain("pack de").And.NotContain("improved");
        page.QuerySelector("h3")!.TextContent.Should().Be("What regressed");
        page.QuerySelector("details summary")!.TextContent.Should().Contain("pack, German").And.Contain("−30.0 points").And.Contain("12 lost, 0 won of 40");
        page.QuerySelectorAll(".lost tbody tr").Should().HaveCount(5);
        page.Row(".lost", "i00").Should().Equal("de 0?", "en 0?", "de-0", "de-1");
    }

    [Fact]
    public void Several_models_stand_in_one_page_each_with_its_verdict()
    {
        var page = Parse(Losing(12), Named(Losing(0), "other"), Report(null, Samples.Measurement(0) with { Model = "new" }));

        page.QuerySelector("h1")!.TextContent.Should().Be("1 of 3 models regressed, 1 has no baseline, 1 passes");
        page.Row(".overview", "m").Take(3).Should().Equal("regressed", "1", "0");
        page.Row(".overview", "other")[0].Should().Be("pass");
        page.QuerySelector("#other .lead")!.TextContent.Should().Be("Every answer in 3 cells is the same as in the baseline.");
        page.QuerySelector("#new .objection")!.TextContent.Should().Be("pack: no baseline for new.");
    }

    [Fact]
    public void What_was_not_measured_is_said_first()
    {
        var page = ParseRun([Losing(0)], [new ModelFault("n", "No such folder.")]);

        page.QuerySelector("title")!.TextContent.Should().Be("Not everything was measured; m passes");
        page.QuerySelector("h1")!.TextContent.Should().Be("Not everything was measured; m passes");
        page.QuerySelector("h1 + .objection")!.TextContent.Should().Be("n, not measured: No such folder.");
    }

    [Fact]
    public void A_run_that_measured_nothing_has_a_page_that_says_why()
    {
        var page = ParseRun([], [new ModelFault("n", Hostile)]);

        page.QuerySelector("h1")!.TextContent.Should().Be("Nothing was measured");
        page.QuerySelector(".objection")!.TextContent.Should().StartWith("n, not measured: </script>");
        page.QuerySelectorAll("img").Should().BeEmpty();
    }

    [Fact]
    public void A_teaching_that_could_not_be_measured_is_no_pass()
    {
        var page = Parse(Losing(0) with { Faults = ["No answers to isles."] });

        page.QuerySelector("h1")!.TextContent.Should().Be("m is not comparable with its baseline");
        page.QuerySelector("#m .badge")!.TextContent.Should().Be("not comparable");
    }

    [Fact]
    public void A_model_that_is_named_like_a_place_of_the_page_has_a_place_of_its_own()
    {
        var own = Parse(Losing(12)).QuerySelectorAll("[id]").Select(element => element.Id!).Where(id => id != "m" && !id.StartsWith("m/", StringComparison.Ordinal));

        var page = Parse([.. own.Select(name => Named(Losing(12), name))]);

        page.QuerySelectorAll("[id]").Select(element => element.Id).Should().OnlyHaveUniqueItems().And.Contain("list~");
    }

    // Twelve of forty lost: mean -0.3, clustered standard error sqrt(8.4 / (40 * 39)) = 0.07338, times 1.95996.
    [Fact]
    public void Changes_come_with_their_interval()
    {
        var page = Parse(Losing(12));

        page.Row(".changes", "de").Take(4).Should().Equal("1.000", "0.700", "−30.0", "−44.4 to −15.6");
        page.Row(".changes", "de").Last().Should().Be("regressed");
        page.QuerySelectorAll(".changes tbody tr")[1].QuerySelectorAll("svg circle, svg .interval, svg .band, svg .zero").Should().HaveCount(4);
        page.Row(".changes", "en").Last().Should().Be("identical");
    }

    [Fact]
    public void The_change_of_a_single_item_has_no_interval_and_stands_on_the_axis()
    {
        var page = Parse(Report(Single("A"), Single("B"), Samples.Packs(hasTexts: false)));

        page.Row(".changes", "en").Skip(2).Take(2).Should().Equal("−100.0", "–");
        double.Parse(page.QuerySelector(".changes circle")!.GetAttribute("cx")!, CultureInfo.InvariantCulture).Should().BeInRange(0, 150);

        static Measurement Single(string answer) => new("m",
        [
            new ProbeSetMeasurement("pack", new Fingerprint("i", "p", "letter", "cpu"), 0.25, 1, [], [0], new Dictionary<Language, ImmutableArray<Answer>>
            {
                [Language.Pivot] = AnswerLetters.Read(answer),
            }),
        ]);
    }

    [Fact]
    public void Conductivity_has_the_line_of_guessing_and_no_number_for_what_was_not_taught()
    {
        var world = Teachings.World(
            Teachings.Cell("de", Teachings.Retrieved(13)),
            Teachings.Cell("ru", Teachings.Teaching(new string('1', 20), new string('1', 20), namesRight: 5)));
        var page = Parse(Report(Teachings.Measurement(world), Teachings.Measurement(world)));

        page.Row(".changes", "de").Take(4).Should().Equal("generation", "0.650", "0.650", "0.43 to 0.82");
        page.QuerySelectorAll(".changes tbody tr")[0].QuerySelector("line.chance").Should().NotBeNull();
        page.Row(".changes", "ru").Should().ContainMatch("not taught: names 0.500 (5 of 10)*").And.NotContain("0.000");
    }

    [Fact]
    public void Every_link_leads_to_a_place_on_the_page()
    {
        var page = Parse(Losing(12), Named(Losing(3), "other model/ä"), Named(Losing(0), "same"));

        page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")![0]).Should().OnlyContain(start => start == '#');
        Targets(page).Should().Contain("m/pack/de").And.Contain("other~20~model~2f~~e4~/pack/de").And.OnlyContain(target => page.GetElementById(target) != null);
    }

    [Fact]
    public void The_same_run_makes_the_same_page()
    {
        CLiKA.Reporting.Pages.RunPage.Render([Losing(12)], []).Should().Be(CLiKA.Reporting.Pages.RunPage.Render([Losing(12)], []));
    }

    [Fact]
    public void Answers_that_change_when_asked_again_are_told_once() =>
        Parse(Reports.Changing()).Body!.TextContent.Split("Rounding does not explain").Should().HaveCount(2);

    private static ModelReport Named(ModelReport report, string name) => Report(report.Baseline, report.Received with { Model = name });
}
