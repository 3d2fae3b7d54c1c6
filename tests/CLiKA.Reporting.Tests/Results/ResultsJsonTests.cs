using System.Text.Json;
using CLiKA.Baselines.Judging;
using CLiKA.Reporting.Results;
using CLiKA.Reporting.Runs;
using CLiKA.Reporting.Tests.Pages;
using Json.Schema;

namespace CLiKA.Reporting.Tests.Results;

public sealed class ResultsJsonTests
{
    private static readonly JsonSchema Published = JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "results.schema.json"));

    public static TheoryData<string> Kinds => new() { "regressed", "passed", "strict cells", "no loss", "no baseline", "since release", "conductivity", "hostile", "changing", "not measured", "not comparable", "noisy", "empty" };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_written_is_what_the_schema_says_and_the_same_each_time(string kind)
    {
        var text = Render(kind);

        ComplaintsOf(text).Should().BeEmpty();
        Render(kind).Should().Be(text);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2")]
    [InlineData("\"verdict\": \"regressed\"", "\"verdict\": \"fine\"")]
    [InlineData("\"accuracy\": 0.7", "\"accuracy\": 7.0")]
    [InlineData("\"n\": 40", "\"n\": \"40\"")]
    [InlineData("\"lost\": 12", "\"lots\": 12")]
    [InlineData("\"language\": \"de\"", "\"language\": \"German\"")]
    [InlineData("\"now\": \"B\"", "\"now\": \"BB\"")]
    public void A_damaged_file_is_not(string from, string to)
    {
        var text = Render("regressed");

        text.Should().Contain(from, "the example rests on it");
        ComplaintsOf(text.Replace(from, to, StringComparison.Ordinal)).Should().NotBeEmpty();
    }

    [Fact]
    public void It_has_metrics_tests_and_every_lost_item_with_both_answers_and_English()
    {
        using var json = JsonDocument.Parse(Render("regressed"));

        json.RootElement.GetProperty("verdict").GetString().Should().Be("regressed");
        var model = json.RootElement.GetProperty("models")[0];
        var german = model.GetProperty("probeSets")[0].GetProperty("languages")[1];
        german.GetProperty("now").GetProperty("accuracy").GetDouble().Should().Be(0.7);
        german.GetProperty("before").GetProperty("accuracy").GetDouble().Should().Be(1);

        // 12 of 40 lost: mean -0.3, standard error sqrt(40 * 0.3 * 0.7 / 39 / 40) = 0.07338, times 1.95996.
        var cell = model.GetProperty("judgement").GetProperty("cells")[1];
        cell.GetProperty("changeLow").GetDouble().Should().BeApproximately(-0.44382, 1e-5);
        cell.GetProperty("changeHigh").GetDouble().Should().BeApproximately(-0.15618, 1e-5);

        var items = model.GetProperty("changes")[0].GetProperty("items");
        items.GetArrayLength().Should().Be(12);
        var item = items[1];
        item.GetProperty("id").GetString().Should().Be("i01");
        item.GetProperty("relation").GetString().Should().Be("odd");
        item.GetProperty("lost").GetString().Should().Be("one");
        item.GetProperty("english").GetProperty("question").GetString().Should().Be("en 1?");
        item.GetProperty("english").GetProperty("correctNow").GetBoolean().Should().BeTrue();
        var answer = item.GetProperty("answers")[0];
        (answer.GetProperty("before").GetString(), answer.GetProperty("now").GetString()).Should().Be(("B", "C"));
        answer.GetProperty("options")[2].GetString().Should().Be("de-2");
    }

    [Fact]
    public void Items_lost_since_the_release_are_listed_where_nothing_was_lost_against_what_was_accepted_last()
    {
        using var json = JsonDocument.Parse(Render("since release"));

        var model = json.RootElement.GetProperty("models")[0];
        model.GetProperty("changes")[0].GetProperty("items").GetArrayLength().Should().Be(0);
        model.GetProperty("changesSinceRelease")[0].GetProperty("items").GetArrayLength().Should().Be(12);
    }

    [Fact]
    public void Answers_that_change_by_themselves_are_listed_with_their_margins_and_make_the_run_not_comparable()
    {
        using var json = JsonDocument.Parse(Render("changing"));

        json.RootElement.GetProperty("verdict").GetString().Should().Be("not comparable");
        var model = json.RootElement.GetProperty("models")[0];
        model.GetProperty("verdict").GetString().Should().Be("not comparable");
        var again = model.GetProperty("determinism");
        var repeated = again.GetProperty("repeated");
        repeated.GetProperty("asked").GetInt32().Should().Be(12);
        repeated.GetProperty("smallestMargin").GetDouble().Should().Be(0.001);
        repeated.GetProperty("changed").EnumerateArray().Select(change =>
                (change.GetProperty("item").GetString(), change.GetProperty("usual").GetString(), change.GetProperty("other").GetString(),
                    change.GetProperty("explained").GetBoolean()))
            .Should().Equal(("i00", "A", "B", true), ("i07", "A", "B", false));
        again.GetProperty("onCpu").GetProperty("changed").GetArrayLength().Should().Be(1);

        json.RootElement.GetProperty("models")[1].GetProperty("verdict").GetString().Should().Be("pass", "there it is only reported");
    }

    [Theory]
    [InlineData(16, "pack")]
    [InlineData(17)]
    public void What_a_pass_may_mean_nothing_of_is_named(int right, params string[] sets)
    {
        var measured = Samples.Guessing(right);
        using var json = JsonDocument.Parse(ResultsJson.Render([PageSamples.Report(measured, measured)], []));

        json.RootElement.GetProperty("verdict").GetString().Should().Be("pass");
        json.RootElement.GetProperty("models")[0].GetProperty("unguarded").EnumerateArray().Select(set => set.GetString()).Should().Equal(sets);
    }

    [Fact]
    public void What_was_won_is_told_from_what_was_lost_and_a_candidate_says_in_whose_place_it_was_asked()
    {
        var (before, now) = (Samples.Measurement(2), Samples.Measurement(0) with { StandsInFor = "models/configured" });
        using var json = JsonDocument.Parse(ResultsJson.Render([PageSamples.Report(before, now)], []));

        var model = json.RootElement.GetProperty("models")[0];
        model.GetProperty("standsInFor").GetString().Should().Be("models/configured");
        var item = model.GetProperty("changes")[0].GetProperty("items")[1];
        item.GetProperty("lost").ValueKind.Should().Be(JsonValueKind.Null);
        item.GetProperty("wonIn").EnumerateArray().Select(language => language.GetString()).Should().Equal("de");
        item.GetProperty("english").GetProperty("correctBefore").GetBoolean().Should().BeTrue();
        var answer = item.GetProperty("answers")[0];
        (answer.GetProperty("change").GetString(), answer.GetProperty("before").GetString(), answer.GetProperty("now").GetString())
            .Should().Be(("won", "C", "B"));
    }

    [Fact]
    public void Doubts_about_what_was_measured_stand_beside_what_a_run_says_of_itself()
    {
        var guessing = PageSamples.Report(null, Samples.Guessing(10)) with { Caveats = ["Asked in part."] };
        using var json = JsonDocument.Parse(ResultsJson.Render([guessing], []));

        json.RootElement.GetProperty("models")[0].GetProperty("caveats").EnumerateArray().Select(caveat => caveat.GetString()).Should()
            .HaveCount(3).And.StartWith("Asked in part.").And.ContainMatch("pack: accuracy is not above chance (0.25) *")
            .And.ContainMatch("Asked for letters, this model is at or near chance everywhere. *");
    }

    [Fact]
    public void What_was_not_compared_says_of_what_and_why()
    {
        using var json = JsonDocument.Parse(Render("not comparable"));

        var judgement = json.RootElement.GetProperty("models")[0].GetProperty("judgement");
        var objection = judgement.GetProperty("objections")[0];
        (objection.GetProperty("probeSet").GetString(), objection.GetProperty("verdict").GetString()).Should().Be(("pack", "not comparable"));
        objection.GetProperty("reason").GetString().Should().Contain("different prompt");
        var world = judgement.GetProperty("conductivity").GetProperty("objections")[0];
        (world.GetProperty("world").GetString(), world.GetProperty("language").GetString(), world.GetProperty("verdict").GetString())
            .Should().Be(("isles", null, "no baseline"), "nothing is there of the whole world");
        world.GetProperty("reason").GetString().Should().NotBeEmpty();
    }

    // 4 and 6 of 40 items, and Welch's interval of 0.90 and 0.95 against 0.40 and 0.45, in Python: -0.652 to -0.348.
    [Fact]
    public void Noise_of_running_of_words_and_of_training_is_told_apart()
    {
        using var json = JsonDocument.Parse(Render("noisy"));

        var judgement = json.RootElement.GetProperty("models")[0].GetProperty("judgement");
        var noise = judgement.GetProperty("cells")[1].GetProperty("noise");
        noise.GetProperty("execution").GetDouble().Should().BeApproximately(0.1, 1e-12);
        noise.GetProperty("wordings").GetDouble().Should().BeApproximately(0.15, 1e-12);
        noise.GetProperty("used").GetDouble().Should().BeApproximately(0.1, 1e-12);
        var taught = judgement.GetProperty("conductivity").GetProperty("cells")[0];
        (taught.GetProperty("world").GetString(), taught.GetProperty("language").GetString(), taught.GetProperty("way").GetString())
            .Should().Be(("isles", "de", "generation"));
        taught.GetProperty("trainingNoise").GetProperty("low").GetDouble().Should().BeApproximately(-0.652, 5e-4);
        taught.GetProperty("trainingNoise").GetProperty("high").GetDouble().Should().BeApproximately(-0.348, 5e-4);
    }

    private static string Render(string kind) => kind switch
    {
        "regressed" => ResultsJson.Render([Reports.Losing(12)], []),
        "passed" => ResultsJson.Render([Reports.Losing(0), Reports.Losing(2)], []),
        "strict cells" => ResultsJson.Render([Reports.Losing(12, TestFamily.Cells)], []),
        "no loss" => ResultsJson.Render([Reports.LosingFacts(1)], []),
        "no baseline" => ResultsJson.Render([Reports.WithoutBaseline()], []),
        "since release" => ResultsJson.Render([Reports.LosingSinceRelease()], []),
        "conductivity" => ResultsJson.Render([Reports.LosingConductivity()], []),
        "hostile" => ResultsJson.Render([Reports.Hostile("</script>\u202E\"\n::error::")], []),
        "changing" => ResultsJson.Render([Reports.Changing(), Reports.Changing(isRequired: false)], []),
        "not measured" => ResultsJson.Render([Reports.Losing(0)], [new ModelFault("n", "No such folder.")]),
        "not comparable" => ResultsJson.Render([Reports.NotComparable()], []),
        "noisy" => ResultsJson.Render([Reports.Noisy()], []),
        _ => ResultsJson.Render([], [new ModelFault("n", string.Empty)]),
    };

    private static string[] ComplaintsOf(string text)
    {
        using var json = JsonDocument.Parse(text);
        var result = Published.Evaluate(json.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? []
            : [.. (result.Details ?? []).SelectMany(detail => detail.Errors ?? [], (detail, error) => $"{detail.InstanceLocation}: {error.Value}")];
    }
}
