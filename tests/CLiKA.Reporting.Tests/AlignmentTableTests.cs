using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Prompts;

namespace CLiKA.Reporting.Tests;

public sealed class AlignmentTableTests
{
    [Fact]
    public void Every_column_is_a_language_and_a_loss_is_marked_under_it()
    {
        var received = Samples.Measurement(20);

        var judgement = Samples.Judge(Samples.Measurement(0), received, TestFamily.Cells);
        var lines = AlignmentTable.Render(received, judgement, "folder", "CPU").Split('\n');

        lines[0].Should().Be("Alignment of m: model at folder");
        lines[1].Should().Be("on CPU");
        Cells(lines, "accuracy").Should().Equal("accuracy", "1.00", "0.50", "1.00");

        // RA = (0.5 - 0.25) / 0.75.
        Cells(lines, "RA").Should().Equal("RA", "1.00", "0.33", "1.00");
        Cells(lines, "en-CO").Should().Equal("en-CO", "1.00", "0.50", "1.00");
        Cells(lines, "lost").Should().Equal("lost", "-0", "-20", "-0");
        lines.Should().Contain("  ▼ regressed: de").And.Contain("Verdict: regressed (cells: 1 regressed, 0 improved, 2 unchanged).");
        var mark = Array.Find(lines, line => line.Trim() == "▼")!;
        mark.Length.Should().Be(Array.Find(lines, line => line.TrimStart().StartsWith("en ", StringComparison.Ordinal))!.LastIndexOf("de", StringComparison.Ordinal) + 2);
    }

    [Fact]
    public void A_gain_is_marked_and_what_has_no_number_has_a_dash()
    {
        var received = Samples.Measurement(0);
        var judgement = Samples.Judge(Samples.Measurement(20), received, TestFamily.Cells);

        var lines = AlignmentTable.Render(received, judgement with { Cells = judgement.Cells.RemoveAt(2) }, "folder", "CPU").Split('\n');

        Cells(lines, "kappa").Should().Equal(["kappa", "1.00", "–", "–"], "where everything is right nothing can be corrected for chance");
        Cells(lines, "won").Should().Equal(["won", "+0", "+20", "–"], "Hebrew was not compared");
        Cells(lines, "lost").Should().Equal("lost", "-0", "-0", "–");
        lines.Should().Contain("  ▲ improved: de").And.Contain(line => line.Trim() == "▲");
    }

    // 399 of 400 right in both, and another one wrong: (0.995 - 0.99501) / (1 - 0.99501) is -0.0025.
    [Fact]
    public void What_rounds_to_zero_has_no_sign()
    {
        ImmutableArray<int> gold = [.. Enumerable.Repeat(0, 400)];
        var set = new ProbeSetMeasurement("pack", new Fingerprint("i", "p", "letter", "cpu"), 0.25, 1, [], gold, new Dictionary<Language, ImmutableArray<Answer>>
        {
            [Language.Pivot] = WrongAt(0),
            [Language.Parse("de")] = WrongAt(1),
        });

        Cells(AlignmentTable.Render(new Measurement("m", [set]), null, "folder", "CPU").Split('\n'), "kappa").Should().Equal("kappa", "1.00", "0.00");

        ImmutableArray<Answer> WrongAt(int wrong) => [.. gold.Select((_, item) => new Answer(item == wrong ? 1 : 0))];
    }

    [Fact]
    public void What_was_lost_since_the_release_has_a_mark_of_its_own()
    {
        var report = Reports.LosingSinceRelease();
        const string Since = "since release 2.0, over 3 accepted changes and this run together";

        var lines = AlignmentTable.Render(report.Received, report.Judgement, "folder", "CPU").Split('\n');

        lines.Should().Contain($"  ▽ regressed {Since}: de (-30.0 points)").And.Contain(line => line.Trim() == "▽")
            .And.NotContain(line => line.Contains('▼', StringComparison.Ordinal));
        lines.Should().Contain(line => line.StartsWith(
            $"  ▽ pack, Performance over 3 languages: regressed {Since}. Accuracy 1.000 → 0.900 (-10.0 points) on 40 items; ", StringComparison.Ordinal));
    }

    [Fact]
    public void Orders_of_letters_are_told() =>
        AlignmentTable.Render(
            Samples.AskedOtherwise(Samples.Measurement(0), fingerprint => fingerprint with { Letters = LetterOrder.Permuted }), null, "folder", "CPU")
            .Should().Contain("\n  pack: 40 items, letter, letters permuted, chance 0.25, ceiling 1.00\n");

    [Theory]
    [InlineData(20, new[] { 20 })]
    [InlineData(43, new[] { 20, 20, 3 })]
    public void Many_languages_stand_in_tables_below_one_another(int languages, int[] expected)
    {
        var received = Samples.InManyLanguages(languages);

        var lines = AlignmentTable.Render(received, null, "folder", "CPU").Split('\n');

        lines.Where(line => line.StartsWith("  accuracy", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length - 1).Should().Equal(expected);
        string.Join(' ', lines).Split(' ').Should().Contain(received.ProbeSets[0].Languages.Select(cell => cell.Language.Code));
    }

    [Fact]
    public void A_degenerate_language_is_marked_and_explained()
    {
        var received = Samples.Measurement(0, hebrewSaysA: true);

        var text = AlignmentTable.Render(received, null, "folder", "CPU");

        text.Should().Contain("! degenerate (one letter takes almost all answers; en-CO means nothing): he").And.NotContain("Verdict");
    }

    // Of 40 items, 38 are 95%.
    [Theory]
    [InlineData(37, false)]
    [InlineData(38, true)]
    public void A_language_in_which_almost_no_answer_names_an_option_is_marked_and_explained(int items, bool isMarked)
    {
        var text = AlignmentTable.Render(Samples.WithoutAnswers(items), null, "folder", "CPU");

        text.Contains("! no option (almost no answer names one; 'clika ask --chat' shows what the model says instead): de", StringComparison.Ordinal)
            .Should().Be(isMarked);
        text.Split('\n').Any(line => line.Trim() == "!").Should().Be(isMarked);
    }

    // As guessing.py takes p, the same items right in three languages: 0.063 for 16 of 40, 0.033 for 17.
    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void A_set_of_which_nothing_is_above_chance_guards_nothing_and_that_is_said(int right, bool isSaid)
    {
        var measurement = Samples.Guessing(right);
        const string Said = "pack: accuracy is not above chance (0.25) in any language asked, or over all of them. As a baseline it guards nothing: what was never known cannot be lost.";

        AlignmentTable.Render(measurement, null, "folder", "CPU").Contains(Said, StringComparison.Ordinal).Should().Be(isSaid);
        ComparisonTable.Render(measurement, measurement, Samples.Judge(measurement, measurement)).Contains(Said, StringComparison.Ordinal).Should().Be(isSaid);
    }

    // At and above chance as in the test above.
    [Theory]
    [InlineData(16, "letter", true)]
    [InlineData(17, "letter", false)]
    [InlineData(16, "likelihood", false)]
    [InlineData(16, "first-letter", false)]
    public void A_model_that_knows_nothing_by_letters_may_be_a_base_model_and_the_settings_to_try_are_said(int right, string scoring, bool isSaid)
    {
        var measurement = Samples.AskedOtherwise(Samples.Guessing(right), asked => asked with { Scoring = scoring });
        const string Said = "Asked for letters, this model is at or near chance everywhere. If it is a base model, set \"scoring\": \"likelihood\" in clika.json.";

        AlignmentTable.Render(measurement, null, "folder", "CPU").Contains($"\n  {Said}\n", StringComparison.Ordinal).Should().Be(isSaid);
        MeasurementDoubts.Of(measurement, new JudgePolicy()).Contains(Said).Should().Be(isSaid);
    }

    [Fact]
    public void A_model_at_chance_that_is_asked_in_a_chat_already_is_not_advised_to_be()
    {
        const string Advice = "in clika.json. If it was trained to chat, ask it with \"chat\": true.\n";
        var format = PromptWrapping.None with { Chat = new ChatFormat() };

        Rendered(PromptWrapping.None, 1).Should().Contain(Advice);
        Rendered(PromptWrapping.None, 2).Should().Contain(Advice);
        Rendered(format, 2).Should().NotContain("\"chat\"").And.Contain("\"likelihood\" in clika.json.\n");

        static string Rendered(PromptWrapping wrapping, int wordings)
        {
            var prompt = new LetterPromptTemplate(wrapping).HashOf(wordings);
            return AlignmentTable.Render(
                Samples.AskedOtherwise(Samples.Guessing(16), asked => asked with { Prompt = prompt, Wordings = wordings }), null, "folder", "CPU");
        }
    }

    // What is at chance can be lost there, as long as it is anything.
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Where_no_loss_is_let_pass_only_a_set_of_which_nothing_is_right_guards_nothing(int right, bool isSaid)
    {
        var measurement = Samples.Guessing(right);
        var policy = new JudgePolicy { NoLossIn = ["pack"] };
        var judgement = Judge.Compare(new Evidence(measurement, measurement), policy, Scope.Everything);
        const string Said = "As a baseline it guards nothing";

        AlignmentTable.Render(measurement, judgement, "folder", "CPU").Contains(Said, StringComparison.Ordinal).Should().Be(isSaid);
        AlignmentTable.Render(measurement, null, "folder", "CPU", gate: policy).Contains(Said, StringComparison.Ordinal).Should().Be(isSaid);
        ComparisonTable.Render(measurement, measurement, judgement).Contains(Said, StringComparison.Ordinal).Should().Be(isSaid);
        (Reports.Losing(0) with { Baseline = measurement, Judgement = judgement }).Unguarded.Should().Equal(isSaid ? ["pack"] : []);
    }

    [Theory]
    [InlineData("en-gb ru", true)]
    [InlineData("en en-gb", false)]
    [InlineData("ru ar", false)]
    public void A_variant_of_English_that_is_asked_in_its_place_is_told_not_to_be_the_pivot(string languages, bool isSaid)
    {
        var measurement = Samples.In(languages.Split(' ').Select(Language.Parse));
        const string Said = "pack: asked in en-gb, but Consistency is measured against en only, so there is no en-CO.";

        AlignmentTable.Render(measurement, null, "folder", "CPU").Contains(Said, StringComparison.Ordinal).Should().Be(isSaid);
        MeasurementDoubts.Of(measurement, new JudgePolicy()).Contains(Said).Should().Be(isSaid);
    }

    [Fact]
    public void Answers_that_name_no_option_are_counted_where_there_are_any()
    {
        AlignmentTable.Render(Samples.Measurement(3), null, "folder", "CPU").Should().NotContain("no option");
        Cells(AlignmentTable.Render(Samples.WithoutAnswers(5), null, "folder", "CPU").Split('\n'), "no option")
            .Should().Equal("no", "option", "0", "5", "0");
    }

    [Fact]
    public void Several_wordings_are_told_by_their_mean_and_their_spread()
    {
        var lines = AlignmentTable.Render(Samples.InTwoWordings(10), null, "folder", "CPU").Split('\n');

        // 40 and 30 of 40 in German; the items are right as a whole.
        lines.Should().Contain("  pack: 40 items, letter, 2 wordings, chance 0.25, ceiling 1.00");
        Cells(lines, "accuracy").Should().Equal("accuracy", "1.00", "1.00", "1.00");
        Cells(lines, "mean").Should().Equal("mean", "1.00", "0.88", "1.00");
        Cells(lines, "spread").Should().Equal("spread", "0.00", "0.25", "0.00");
    }

    [Fact]
    public void Without_a_change_there_is_no_legend()
    {
        var received = Samples.Measurement(3);

        AlignmentTable.Render(received, Samples.Judge(received, received), "folder", "CPU").Should().NotContainAny("▼", "▲", "!");
    }

    [Fact]
    public void The_table_says_how_many_questions_were_asked_and_how_many_known()
    {
        AlignmentTable.Render(Samples.Measurement(3), null, "folder", "CPU").Split('\n')[2].Should().Be("every question asked; no journal in use");
        AlignmentTable.Render(Samples.Measurement(3), null, "folder", "CPU", new("artifacts/journal.db", 1200, 7040)).Split('\n')[2]
            .Should().Be("1,200 questions asked, 7,040 answers reused from the journal artifacts/journal.db");
    }

    private static string[] Cells(string[] lines, string label) =>
        Array.Find(lines, line => line.TrimStart().StartsWith(label + " ", StringComparison.Ordinal))!
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
