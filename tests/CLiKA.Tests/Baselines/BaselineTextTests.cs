using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines;

public sealed class BaselineTextTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ProbeSetMeasurement _set = Packs.Measurement(("en", "110111"), ("de", "100101"), ("ja", "000000")).ProbeSets[0];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_back_but_for_the_ids()
    {
        var text = BaselineText.Of("model", _set);

        var (model, read, _) = Reading(text.Metrics, text.Answers);

        model.Should().Be("model");
        (read.ProbeSet, read.Fingerprint, read.Chance, read.Ceiling)
            .Should().Be((_set.ProbeSet, _set.Fingerprint, _set.Chance, _set.Ceiling));
        read.ItemIds.Should().BeEmpty();
        read.Gold.Should().Equal(_set.Gold);
        BaselineText.Of(model, read).Should().Be(text);
    }

    [Fact]
    public void Invalid_and_unoffered_answers_stay_apart()
    {
        var answers = new Dictionary<Language, ImmutableArray<Answer>> { [Language.Pivot] = AnswerLetters.Read("Ae-") };
        var set = new ProbeSetMeasurement("s", Packs.Fingerprint, 0.25, 1, [], [0, 1, 2], answers);
        var text = BaselineText.Of("m", set);

        var cell = Reading(text.Metrics, text.Answers).Measurement.Languages.Single();

        (cell.Correct, cell.Unoffered, cell.Invalid).Should().Be((1, 1, 1));
    }

    [Fact]
    public void Each_wording_has_a_line_under_its_language()
    {
        ImmutableArray<Answer> answers = [new(0) { Wordings = [0, 0] }, new(1) { Wordings = [null, 1] }];
        var languages = new Dictionary<Language, ImmutableArray<Answer>> { [Language.Pivot] = answers, [Language.Parse("de")] = answers };
        var text = BaselineText.Of("m", new ProbeSetMeasurement("s", Packs.Fingerprint with { Wordings = 2 }, 0.25, 1, [], [0, 1], languages));

        text.Answers.Should().StartWith("gold AB\nen   AB\nen/1 A-\nen/2 AB\nde   AB\nde/1 A-\nde/2 AB\nsha256 ");
        text.Metrics.Should().Contain("\"kappa\":  1.00, \"wordingAccuracies\": [0.50, 1.00] }");
        var (model, read, _) = Reading(text.Metrics, text.Answers);
        BaselineText.Of(model, read).Should().Be(text);
        read.In(Language.Pivot)!.WordingAccuracies.Should().Equal(0.5, 1);
    }

    [Fact]
    public void An_adapter_is_named_where_there_is_one()
    {
        var answers = new Dictionary<Language, ImmutableArray<Answer>> { [Language.Pivot] = AnswerLetters.Read("AB") };
        var set = new ProbeSetMeasurement("s", Packs.Fingerprint with { Adapter = "de" }, 0.25, 1, [], [0, 1], answers);
        var text = BaselineText.Of("m", set);

        text.Metrics.Should().Contain("\"adapter\": \"de\"");
        Reading(text.Metrics, text.Answers).Measurement.Fingerprint.Adapter.Should().Be("de");
        BaselineText.Of("model", _set).Metrics.Should().NotContain("adapter", "baselines from before adapters stay as they are");
    }

    [Fact]
    public void The_metrics_are_strict_JSON_with_one_line_for_each_language()
    {
        var text = BaselineText.Of("model", _set).Metrics;

        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("languages").EnumerateObject().Select(language => language.Name).Should().Equal("en", "de", "ja");
        text.Split('\n').Where(line => line.Contains("\"accuracy\"", StringComparison.Ordinal))
            .Select(line => line.TrimStart()[..4]).Should().Equal("\"en\"", "\"de\"", "\"ja\"");
        text.Should().EndWith("\n  }\n}\n").And.NotContain("\r");
    }

    [Fact]
    public void The_answers_are_one_letter_an_item_under_the_gold() =>
        BaselineText.Of("model", _set).Answers.Should().StartWith("gold ABCDAB\nen   ABDDAB\nde   ACDDBB\nja   BCDABC\nsha256 ");

    // By hand, of the marks above: de shares 3 of 5 right items with en, and agrees with it in 4 of 6 where 3 are to be expected.
    [Fact]
    public void Metrics_stand_in_columns() => BaselineText.Of("model", _set).Metrics.Should().EndWith(
        """
          "languages": {
            "en": { "correct": 5, "accuracy": 0.83, "ra": 0.78, "enCo": 1.00, "kappa":  1.00 },
            "de": { "correct": 3, "accuracy": 0.50, "ra": 0.33, "enCo": 0.60, "kappa":  0.33 },
            "ja": { "correct": 0, "accuracy": 0.00, "ra": 0.00, "enCo": 0.00, "kappa":  0.00 }
          }
        }

        """);

    [Fact]
    public void What_is_rarely_there_is_written_where_it_is()
    {
        var answers = new Dictionary<Language, ImmutableArray<Answer>>
        {
            [Language.Pivot] = AnswerLetters.Read("CCCC"),
            [Language.Parse("de")] = AnswerLetters.Read("Ae--"),
            [Language.Parse("ja")] = AnswerLetters.Read("BB-B"),
        };
        var set = new ProbeSetMeasurement("s", Packs.Fingerprint, 0.25, 1, [], [0, 1, 3, 3], answers);

        BaselineText.Of("m", set).Metrics.Split('\n').Where(line => line.Contains("correct", StringComparison.Ordinal)).Should().Equal(
            "    \"en\": { \"correct\": 0, \"accuracy\": 0.00, \"ra\": 0.00, \"enCo\": 1.00, \"kappa\":  1.00, \"degenerate\": true },",
            "    \"de\": { \"correct\": 1, \"accuracy\": 0.25, \"ra\": 0.00, \"enCo\": 0.00, \"kappa\":  0.00, \"invalid\": 2, \"unoffered\": 1 },",
            "    \"ja\": { \"correct\": 1, \"accuracy\": 0.25, \"ra\": 0.00, \"enCo\": 0.00, \"kappa\":  0.00, \"invalid\": 1 }");
    }

    [Fact]
    public void What_is_undefined_is_as_wide_as_a_number()
    {
        var wrong = new string('0', 101);

        BaselineColumns.Of(Packs.Measurement(("en", wrong), ("de", wrong)).ProbeSets[0].Languages[1]).Skip(1).Select(column => column.Text)
            .Should().Equal("0.000", "0.000", " null", "  null");
    }

    [Theory]
    [InlineData(7, 2)]
    [InlineData(100, 2)]
    [InlineData(101, 3)]
    [InlineData(312, 3)]
    [InlineData(1000, 3)]
    [InlineData(1001, 4)]
    public void One_item_changes_the_accuracy_and_no_more_digits_are_written(int items, int digits)
    {
        var shown = Enumerable.Range(0, items + 1).Select(correct =>
        {
            var marks = new string('1', correct).PadRight(items, '0');
            return BaselineColumns.Of(Packs.Measurement(("en", marks)).ProbeSets[0].Languages[0])[1].Text;
        }).ToList();

        shown.Should().OnlyHaveUniqueItems().And.OnlyContain(text => text.Length == "0.".Length + digits);
    }

    [Fact]
    public void One_answer_changes_one_letter_and_one_line_of_metrics()
    {
        var before = BaselineText.Of("model", Packs.Measurement(("en", "1111"), ("de", "1111"), ("ja", "1111")).ProbeSets[0]);
        var now = BaselineText.Of("model", Packs.Measurement(("en", "1111"), ("de", "1011"), ("ja", "1111")).ProbeSets[0]);

        now.Metrics.Split('\n').Except(before.Metrics.Split('\n')).Should().ContainSingle().Which.Should().StartWith("    \"de\"");
        now.Answers.Split('\n').Except(before.Answers.Split('\n')).Should().HaveCount(2, "the hash follows the answers")
            .And.Contain("de   ACCD");
    }

    [Fact]
    public void A_baseline_in_the_layout_of_an_earlier_version_says_what_to_do()
    {
        var text = BaselineText.Of("model", _set);
        var earlier = text.Metrics.Replace("\"items\": 6,", "\"answersHash\": \"f6a52f6e\",", StringComparison.Ordinal);

        FluentActions.Invoking(() => Reading(earlier, text.Answers))
            .Should().Throw<InvalidInputException>().WithMessage("*pack.verified.json: was written by an earlier version*'clika accept'.");
    }

    [Fact]
    public void A_checkout_with_other_line_ends_is_the_same_baseline()
    {
        var text = BaselineText.Of("model", _set);

        var (model, read, _) = Reading(
            text.Metrics.Replace("\n", "\r\n", StringComparison.Ordinal), text.Answers.Replace("\n", "\r\n", StringComparison.Ordinal));

        BaselineText.Of(model, read).Should().Be(text);
    }

    [Theory]
    [InlineData("\"chance\": 0.25", "\"chance\": 0", "pack.verified.json: chance is 0 and ceiling 1; expected 0 < chance < ceiling <= 1.")]
    [InlineData("\"ceiling\": 1", "\"ceiling\": 0.25", "pack.verified.json: chance is 0.25 and ceiling 0.25; expected")]
    [InlineData("\"ceiling\": 1", "\"ceiling\": 1e999", "pack.verified.json: 'ceiling' is 1e999")]
    [InlineData("\"accuracy\": 0.50", "\"accuracy\": 0.60", "pack.verified.json: pack, de: 'accuracy' is 0.60, but the answers make it 0.50")]
    [InlineData("\"accuracy\": 0.50, ", "", "pack.verified.json: pack, de: 'accuracy' is missing, but the answers make it 0.50")]
    [InlineData("0.33 }", "0.33, \"degenerate\": true }", "is not what its answers make it")]
    [InlineData("\"items\": 6", "\"items\": 7", "pack.verified.json:4: is not what its answers make it")]
    [InlineData("\"model\"", "\"modle\"", "pack.verified.json: unknown property 'modle'")]
    [InlineData("    \"ja\"", "    \"zh\"", "pack.answers.verified.txt: has the lines gold en de ja; expected 'gold' and the languages of pack.verified.json, en de zh. Restore ")]
    public void Metrics_that_were_edited_are_refused(string before, string after, string expected)
    {
        var text = BaselineText.Of("model", _set);
        text.Metrics.Should().Contain(before);

        FluentActions.Invoking(() => Reading(text.Metrics.Replace(before, after, StringComparison.Ordinal), text.Answers))
            .Should().Throw<InvalidInputException>().Which.Message.ToUpperInvariant().Should().Contain(expected.ToUpperInvariant());
    }

    [Fact]
    public void Answers_that_were_edited_are_refused()
    {
        var text = BaselineText.Of("model", _set);

        FluentActions.Invoking(() => Reading(text.Metrics, text.Answers.Replace("de   ACDDBB", "de   ABDDBB", StringComparison.Ordinal)))
            .Should().Throw<InvalidInputException>().WithMessage(
                "*pack.answers.verified.txt: its last line is not the sha256 of the lines before it; the file was cut, damaged or edited.");
    }

    [Theory]
    [InlineData("ja   BCDABC", "de   BCDABC", 4)]
    [InlineData("de   ACDDBB", "de", 3)]
    public void A_line_that_is_none_is_named(string line, string other, int number)
    {
        var text = BaselineText.Of("model", _set);
        var lines = text.Answers[..text.Answers.IndexOf("sha256", StringComparison.Ordinal)];

        FluentActions.Invoking(() => Reading(text.Metrics, Hashed(lines.Replace(line, other, StringComparison.Ordinal))))
            .Should().Throw<InvalidInputException>().WithMessage($"*pack.answers.verified.txt:{number}: *");
    }

    [Fact]
    public void A_baseline_in_no_language_is_refused()
    {
        var text = BaselineText.Of("model", _set);
        var metrics = text.Metrics[..text.Metrics.IndexOf("\"languages\"", StringComparison.Ordinal)] + "\"languages\": {}\n}\n";
        var gold = text.Answers[..(text.Answers.IndexOf('\n', StringComparison.Ordinal) + 1)];

        FluentActions.Invoking(() => Reading(metrics, Hashed(gold))).Should().Throw<InvalidInputException>()
            .WithMessage("*pack.verified.json: 'languages' is empty; expected at least one.");
    }

    // Whatever printable character one byte becomes: the file is refused, or the judge refuses to compare, or the same was read.
    [Theory]
    [InlineData("pack.verified.json")]
    [InlineData("pack.answers.verified.txt")]
    public void No_changed_byte_becomes_another_baseline(string file)
    {
        var store = new BaselineStore(_folder.Path);
        store.Accept("model", new AcceptedBaseline(_set));
        var path = Path.Combine(store.FolderOf("model"), file);
        var bytes = File.ReadAllBytes(path);
        var original = Outcome(store);
        original.Should().NotBe("refused");
        var random = new Random(20240404);
        for (var position = 0; position < bytes.Length; position++)
        {
            for (var repetition = 0; repetition < 4; repetition++)
            {
                var changed = (byte[])bytes.Clone();
                changed[position] = (byte)random.Next(0x20, 0x7F);
                File.WriteAllBytes(path, changed);

                // Under another name of the model the baseline is another model's, which the folder's owner checks.
                Outcome(store).Should().BeOneOf([original, "refused"], "byte {0} became '{1}'", position, (char)changed[position]);
            }
        }
    }

    private string Outcome(BaselineStore store)
    {
        try
        {
            var baseline = BaselineStore.Read(store.FolderOf("model"))!;
            var evidence = new Evidence(new Measurement("model", [_set]), baseline);
            return Judge.Compare(evidence, new JudgePolicy(), Scope.Received).Verdict == Verdict.Pass
                ? BaselineText.Of("model", baseline.ProbeSets[0]).ToString()
                : "refused";
        }
        catch (InvalidInputException)
        {
            return "refused";
        }
    }

    private static string Hashed(string lines) => $"{lines}sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)))}\n";

    private (string Model, ProbeSetMeasurement Measurement, ImmutableArray<AcceptedChange> Changes) Reading(string metrics, string answers) =>
        BaselineText.Read(_folder.Write("pack.verified.json", metrics), _folder.Write("pack.answers.verified.txt", answers));
}
