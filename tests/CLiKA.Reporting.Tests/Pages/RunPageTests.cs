using System.Collections.Immutable;
using System.Globalization;
using AngleSharp.Dom;
using CLiKA.Answers;
using CLiKA.Baselines;
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

    [Theory]
    [InlineData(TestFamily.Cells, "None of 3 cells lost more than chance explains.")]
    [InlineData(TestFamily.Pooled, "No loss was found, but in 1 of 3 cells a loss of 1 point could have gone unnoticed.")]
    public void What_could_have_been_seen_is_claimed_only_where_it_was_computed(TestFamily tests, string expected)
    {
        var page = Parse(Reports.Losing(1, tests));

        page.QuerySelector(".lead")!.TextContent.Should().Be(expected);
    }

    [Fact]
    public void A_loss_within_the_noise_is_not_said_to_be_none()
    {
        var losing = Losing(12);
        var page = Parse(losing with
        {
            Judgement = losing.Judgement with
            {
                Verdict = Verdict.Pass,
                Cells = [.. losing.Judgement.Cells.Select(cell => cell.Lost.IsEmpty ? cell : cell with { Verdict = CellVerdict.WithinNoise })],
                Pools = [],
            },
        });

        page.QuerySelector(".lead")!.TextContent.Should().Be("No loss is larger than the noise of the model itself, measured by asking it in other ways.");
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
    public void A_pass_of_a_baseline_at_chance_is_said_to_guard_nothing()
    {
        var guessing = Samples.Guessing(10);

        var page = Parse(Report(guessing, guessing));

        page.QuerySelector("h1")!.TextContent.Should().Be("m passes, but m/pack may guard nothing: its baseline is not shown to be above chance");
        page.QuerySelector(".lead")!.TextContent.Should().Be("Every answer in 3 cells is the same as in the baseline. pack may guard nothing: its baseline is not shown to be above chance.");
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
    public void Texts_are_shown_in_their_language_and_direction()
    {
        var page = Parse(Report(Samples.Measurement(0), Samples.Measurement(0, hebrewSaysA: true)));

        var question = page.QuerySelector(".lost bdi")!;

        (question.GetAttribute("lang"), question.GetAttribute("dir"), question.TextContent).Should().Be(("he", "rtl", "he 1?"));
    }

    [Fact]
    public void The_same_run_makes_the_same_page()
    {
        CLiKA.Reporting.Pages.RunPage.Render([Losing(12)], []).Should().Be(CLiKA.Reporting.Pages.RunPage.Render([Losing(12)], []));
    }

    [Fact]
    public void Where_texts_are_not_at_hand_the_page_shows_letters()
    {
        var page = Parse(Losing(12) with { Packs = Samples.Packs(hasTexts: false) });

        page.Row(".lost", "i01").Should().Equal("–", "–", "B", "C");
    }

    [PublishedDataTheory]
    [InlineData("bloom_7b1")]
    public void A_recorded_model_that_says_one_letter_is_degenerate(string model)
    {
        var page = Parse(Report(null, Recordings.PublishedLayout.Read(PublishedData.Folder!, model)));

        Maps(page)[1].Row("table", "x_csqa").Should().HaveCount(9).And.NotContain("1.00").And.Contain("E 100%");
        page.Row(".letters", "German").Should().Equal("E 100%", "0.20");
    }

    // Where links lead on the page, but for those that filter its items.
    private static List<string> Targets(IDocument page) =>
        [.. page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).Where(target => !target.StartsWith("#items?", StringComparison.Ordinal)).Select(target => target[1..])];

    private static List<IElement> Maps(IDocument page) => [.. page.QuerySelectorAll(".maps .scroll")];

    private static ModelReport Named(ModelReport report, string name) => Report(report.Baseline, report.Received with { Model = name });
}
