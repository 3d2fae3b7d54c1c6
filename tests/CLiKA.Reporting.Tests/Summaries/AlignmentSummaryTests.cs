using System.Text.RegularExpressions;
using CLiKA.Answers;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Reporting.Runs;
using CLiKA.Reporting.Summaries;
using CLiKA.Reporting.Tests.Pages;
using CLiKA.Reporting.Texts;
using Markdig;

namespace CLiKA.Reporting.Tests.Summaries;

public sealed partial class AlignmentSummaryTests
{
    private static readonly MarkdownPipeline GitHub = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseMathematics().UseEmphasisExtras().Build();

    [Fact]
    public void The_first_line_has_the_verdict_and_what_was_lost_follows_with_English_beside()
    {
        var text = AlignmentSummary.Render([Reports.Losing(0), Reports.Losing(12)], []);

        text.Split('\n')[0].Should().StartWith("**Alignment: regressed.** 2 models, 6 cells; 1 cell failed;").And.EndWith("look at m.");
        text.Should().Contain("| pack | 1.00 | 0.70 ▼ -30.0 | 1.00 |");
        text.Should().Contain("| factual | even | 20 | 6 | 0 |");
        text.Should().Contain("| pack, de | i00 | de 0? | de-0 | de-1 | en 0? Right answer: en-0 | right before and now |");
        text.Should().Contain("`results.json`").And.NotContain("This was cut");
    }

    // What is in the columns of a table that a reviewer sees says their heads; without texts there are letters and dashes.
    [Fact]
    public void Every_column_has_its_head_and_texts_that_are_not_there_are_dashes()
    {
        var lines = AlignmentSummary.Render([Reports.Losing(12)], []).Split('\n');
        lines.Should().ContainInOrder(
            "| accuracy | en | de | he |",
            "| --- | ---: | ---: | ---: |",
            "| stream | relation | items | answers lost | won |",
            "| --- | --- | ---: | ---: | ---: |",
            "| probe set | failed | items lost | in all | in several | in one |",
            "| --- | --- | ---: | ---: | ---: | ---: |",
            "| pack | de; all 3 languages together | 12 | 0 | 0 | 12 |",
            "| cell | item | question | right answer | now chooses | in English | answer in English |",
            "| --- | --- | --- | --- | --- | --- | --- |");
        lines.Should().ContainSingle(line => line.StartsWith("More is in the report of this run", StringComparison.Ordinal))
            .Which.Should().Contain("`index.html`").And.Contain("`results.json` and `results.parquet`").And.Contain("`table.txt`");
        lines.Should().ContainInOrder("### m: regressed", "- Verdict: regressed (cells: 1 regressed, 0 improved, 2 identical).")
            .And.ContainMatch("- ▼ pack, Performance over 3 languages: regressed. Accuracy 1.000 → 0.900 (-10.0 points)*");
        lines[0].Should().Be("**Alignment: regressed.** 1 model, 3 cells; 1 cell failed; 2 tests over all languages failed; look at m.");

        AlignmentSummary.Render([Reports.Losing(12) with { Packs = Samples.Packs(hasTexts: false) }], []).Should().NotContain("| stream |")
            .And.Contain("| pack, de | i00 | – | A | B | – | right before and now |");
    }

    [Fact]
    public void What_was_lost_in_small_steps_since_the_release_is_told()
    {
        var text = AlignmentSummary.Render([Reports.LosingSinceRelease()], []);

        text.Should().StartWith("**Alignment: regressed.** 1 model, 3 cells; 1 cell failed;").And.Contain("Since the last release:")
            .And.Contain("| pack | 1.00 | 0.70 ▽ | 1.00 |");
        text.Should().Contain("| pack, de | i00 | de 0? | de-0 | de-1 | en 0? Right answer: en-0 | right before and now |");
    }

    [Fact]
    public void What_was_asked_and_in_the_place_of_what_is_told()
    {
        var own = Reports.Losing(0);
        var candidate = own with { Received = own.Received with { StandsInFor = "models/configured" } };

        AlignmentSummary.Render([own], []).Should().Contain("Asked: model at models/m, on CPU.");
        AlignmentSummary.Render([candidate], []).Should().Contain("Asked: candidate at models/m, in place of models/configured, on CPU.");
    }

    // German lost much, so that the test over all languages failed too; Hebrew lost one item, which is nothing, and English none.
    [Fact]
    public void A_language_that_failed_in_a_test_over_all_languages_alone_does_not_stand_among_the_cells_that_failed()
    {
        var report = Reports.Losing(12);
        var set = report.Received.ProbeSets[0];
        var now = report.Received with
        {
            ProbeSets = [set.With(set.Languages.ToDictionary(
                cell => cell.Language, cell => cell.Language.Code == "he" ? cell.Answers.SetItem(0, new Answer(1)) : cell.Answers))],
        };

        var text = AlignmentSummary.Render([report with { Received = now, Judgement = Samples.Judge(report.Baseline!, now) }], []);

        text.Should().Contain("| pack | de; all 3 languages together | 12 |");
        var parts = text.Split("</details>");
        parts[0].Should().Contain("each cell that failed").And.Contain("| pack, de |").And.NotContain("| pack, he |");
        parts[1].Should().Contain("failed only in the test over all languages").And.Contain("| pack, he |").And.NotContainAny("| pack, de |", "| pack, en |");
    }

    [Fact]
    public void Many_languages_stand_below_one_another()
    {
        var text = AlignmentSummary.Render([PageSamples.Report(null, Samples.InManyLanguages(21, "one", "other"))], []);

        text.Should().Contain("| accuracy | one | other |\n| --- | ---: | ---: |\n| en | 1.00 | 1.00 |\n| de | 1.00 | 1.00 |\n");
    }

    [Fact]
    public void Doubts_about_what_was_measured_are_told()
    {
        var report = Reports.Losing(0);

        AlignmentSummary.Render([report with { Received = Samples.Guessing(10) }], []).Should().Contain("- pack: accuracy is not above chance (0.25) in");
        AlignmentSummary.Render([report with { Received = Samples.WithoutAnswers(40) }], []).Should().Contain("| 0.00 no option |")
            .And.Contain("- pack: almost no answer in de names an option").And.NotContain("above chance");
    }

    // As guessing.py takes p, the same items right in three languages: 0.063 for 16 of 40, 0.033 for 17.
    [Theory]
    [InlineData(16, "**Alignment: pass**, but m/pack may guard nothing: its baseline is not shown to be above chance. 1 model, 3 cells.")]
    [InlineData(17, "**Alignment: pass.** 1 model, 3 cells.")]
    public void A_pass_of_a_baseline_at_chance_says_in_its_first_line_that_it_guards_nothing(int right, string expected)
    {
        var guessing = Samples.Guessing(right);

        AlignmentSummary.Render([PageSamples.Report(guessing, guessing)], []).Split('\n')[0].Should().Be(expected);
    }

    [Fact]
    public void A_run_that_fails_says_too_what_guards_nothing()
    {
        var guessing = PageSamples.Report(Samples.Guessing(10), Samples.Guessing(10));
        var several = Enumerable.Range(1, 5)
            .Select(number => guessing with { Received = guessing.Received with { Model = $"m{number}" } });

        AlignmentSummary.Render([Reports.Losing(12), .. several], []).Split('\n')[0].Should().StartWith("**Alignment: regressed.** 6 models, 18 cells;")
            .And.EndWith("look at m. m1/pack, m2/pack, m3/pack and 2 more may guard nothing: their baselines are not shown to be above chance.");
    }

    [Fact]
    public void A_model_with_a_baseline_that_nothing_asks_for_is_not_said_to_be_unmeasured() =>
        AlignmentSummary.Render([Reports.Losing(0)], [new ModelFault("m", "m/old.verified.json.") { Matter = ModelFault.Orphaned }])
            .Should().Contain("**m** was left with a baseline that clika.json does not ask for: m/old.verified.json.").And.NotContain("was not measured");

    [Fact]
    public void A_run_that_passes_is_short()
    {
        var text = AlignmentSummary.Render([Reports.Losing(0)], []);

        text.Should().StartWith("**Alignment: pass.** 1 model, 3 cells.\n").And.NotContain("lost items");
        text.Length.Should().BeLessThan(1500);
    }

    [Fact]
    public void Conductivity_and_what_could_not_be_measured_are_told()
    {
        var text = AlignmentSummary.Render([Reports.LosingConductivity()], [new ModelFault("n", "No such folder.")]);

        text.Split('\n')[0].Should().Be("**Alignment: regressed.** 2 models, 1 cell; look at model.");
        text.Should().Contain("**n** was not measured: No such folder.");
        text.Should().Contain("isles, de (German): regressed. XRR 0.800").And.Contain("isles, ru: not measured. No such file.");
    }

    [Theory]
    [InlineData("<script>alert(1)</script><img src=x onerror=y>")]
    [InlineData("a | b || c \\| d")]
    [InlineData("one\n\n# two\r\n- three\n```\nfour")]
    [InlineData("[text](http://a.example) ![i](http://a.example/b.png) http://a.example www.a.example a@b.example")]
    [InlineData("**bold** _em_ ~~gone~~ `code` $x$ &amp; \\* #1 @everyone")]
    [InlineData("\u202Eesrever\u2066")]
    public void Texts_of_others_stay_texts(string text)
    {
        var markdown = AlignmentSummary.Render([Reports.Hostile(text)], [new ModelFault(text, text)]);

        var html = Markdown.ToHtml(markdown, GitHub);
        html.Should().NotContainAny("<script", "<img", "<a ", "<del>", "<em>", "class=\"math\"", "<pre", "<h1");
        html.Should().NotContainAny("\u202E", "\u2066", "<strong>bold");

        // As many cells in every row of a table as in its head.
        markdown.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => Cell().Count(line)).Distinct().Should().BeSubsetOf([4, 6, 7, 8], "tables have three, five, six or seven columns");
        var harmless = Markdown.ToHtml(AlignmentSummary.Render([Reports.Hostile("text")], [new ModelFault("text", "text")]), GitHub);
        Regex.Count(html, "<code>").Should().Be(Regex.Count(harmless, "<code>"));
    }

    // GitHub reads them of what is shown, after the Markdown, and tells whoever follows the issue.
    [Theory]
    [InlineData("#12", "&#35;\u206012")]
    [InlineData("GH-12", "GH-\u206012")]
    [InlineData("gh-12", "gh-\u206012")]
    [InlineData("is (GH-12) one?", "is (GH-\u206012) one?")]
    [InlineData("@everyone", "&#64;\u2060everyone")]
    public void No_issue_and_no_person_is_named(string text, string expected) => MarkdownText.Of(text).Should().Be(expected);

    [Fact]
    public void A_text_that_is_written_from_right_to_left_is_isolated() =>
        AlignmentSummary.Render([Reports.Hostile("מהי בירת צרפת?")], []).Should().Contain("| \u2068מהי בירת צרפת?\u2069 |");

    [Fact]
    public void It_is_cut_to_what_a_comment_can_hold()
    {
        var models = Enumerable.Range(0, 60).Select(_ => Reports.Hostile(string.Concat(Enumerable.Repeat("long & ", 60)))).ToList();

        var text = AlignmentSummary.Render(models, []);

        text.Length.Should().BeInRange(50_000, 65_536);
        text.Should().Contain("Cut to what a comment can hold.").And.Contain("`results.json`");
        Regex.Count(text, "<details").Should().Be(Regex.Count(text, "</details>"));
    }

    [Fact]
    public void Only_the_relations_that_lost_most_stand_alone()
    {
        var report = Reports.Losing(36);
        ProbePack pack = new(Samples.Pack.Description, Samples.Set, [.. Samples.Pack.Facts.Select((fact, item) => new ProbeFact(fact.Id, $"r{item / 3:00}"))]);

        var lines = AlignmentSummary.Render([report with { Packs = report.Packs.SetItem("pack", pack) }], []).Split('\n');

        lines.Should().ContainInOrder("| factual | r09 | 3 | 3 | 0 |", "| – | 2 more | 6 | 6 | 0 |").And.NotContainMatch("| factual | r10 |*");
    }

    [Fact]
    public void The_number_of_items_is_unknown_where_the_texts_are_not_at_hand()
    {
        var lines = AlignmentSummary.Render([PageSamples.Report(WithAnother(Samples.Measurement(0)), WithAnother(Samples.Measurement(12)))], []).Split('\n');

        lines.Should().Contain("| factual | even | 20 | 6 | 0 |").And.Contain("| – | – | – | 12 | 0 |");

        static Measurement WithAnother(Measurement measurement)
        {
            var set = measurement.ProbeSets[0];
            var answers = set.Languages.ToDictionary(cell => cell.Language, cell => cell.Answers);
            return measurement with
            {
                ProbeSets = [set, new("other", set.Fingerprint, set.Chance, set.Ceiling, set.ItemIds, set.Gold, answers)],
            };
        }
    }

    [Fact]
    public void Long_texts_are_cut()
    {
        var text = AlignmentSummary.Render([Reports.Hostile(string.Concat(Enumerable.Repeat("שלום ", 100)))], []);

        text.Should().Contain($"| \u2068{string.Concat(Enumerable.Repeat("שלום ", 60)).Trim()}…\u2069 |");
    }

    [GeneratedRegex(@"\|")]
    private static partial Regex Cell();
}
