using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Noise;
using CLiKA.Configuration;
using CLiKA.Measurements;
using CLiKA.Prompts;

namespace CLiKA.Tests.Configuration;

public sealed class ConfigurationReaderTests : IDisposable
{
    private const string Minimal =
        """{"models":{"m":{"folder":"models/m"}},"probeSets":{"s":"packs/s"},"baselines":"base","artifacts":"/tmp/out"}""";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_not_said_has_its_default_and_paths_start_at_the_file()
    {
        var settings = Reading(Minimal);

        settings.Models.Should().Equal(
            new ModelEntry("m", Path.Combine(_folder.Path, "models", "m"), "auto", new Protocol(Scoring.Letter, PromptWrapping.None))
            {
                FolderAsGiven = $"'models/m' of clika.json is relative to {_folder.Path}, the folder of that file",
            });
        settings.ProbeSets.Should().Equal(
            new ProbeSetEntry("s", Path.Combine(_folder.Path, "packs", "s"))
            {
                FolderAsGiven = $"'packs/s' of clika.json is relative to {_folder.Path}, the folder of that file",
            });
        settings.Languages.Should().HaveCount(10);
        var gate = settings.GateOf("m");
        (gate.Alpha, gate.MinimumDrop, gate.FamilySize).Should().Be((0.05, 0.01, 10));
        (gate.Tests, gate.PooledShare, gate.PooledFamilySize, gate.Strict)
            .Should().Be((TestFamily.Pooled, 0.5, 2, false));
        settings.Baselines.Root.Should().Be(Path.Combine(_folder.Path, "base"));
        settings.ArtifactsFolder.Should().Be("/tmp/out");
        settings.JournalFile.Should().Be(Path.Combine("/tmp/out", "journal.db"));
    }

    [Fact]
    public void A_relative_path_of_the_file_is_seen_from_the_current_folder()
    {
        var path = _folder.Write("clika.json", Minimal);

        var settings = ConfigurationReader.Read(Path.GetRelativePath(Directory.GetCurrentDirectory(), path));

        (settings.File, settings.Baselines.Root).Should().Be((path, Path.Combine(_folder.Path, "base")));
    }

    [Fact]
    public void A_journal_is_elsewhere_or_nowhere_where_it_is_said_to_be()
    {
        Reading(With("\"kept/answers.db\"")).JournalFile.Should().Be(Path.Combine(_folder.Path, "kept", "answers.db"));
        Reading(With("false")).JournalFile.Should().BeNull();
        Reading(Minimal).WithJournal("mine.db", "/tmp").JournalFile.Should().Be("/tmp/mine.db");
        Reading(Minimal).WithJournal("off").JournalFile.Should().BeNull();

        static string With(string journal) => Minimal.Replace("{\"models\"", $"{{\"journal\":{journal},\"models\"", StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_overrules_what_holds_for_all()
    {
        var settings = Reading(
            """
            {"device":"cpu","scoring":"likelihood","languages":["JA","de"],
             "gate":{"alpha":0.01,"minimumDrop":0,"acrossDevices":true,"tests":"cells","pooledShare":0.2,"strict":true,"noise":"wordings"},
             "models":{"a":{"folder":"a"},"b":{"folder":"b","device":"cuda:0","scoring":"likelihood-per-byte","prefix":"<","suffix":">"}},
             "probeSets":{"s":"s","t":"t"},"baselines":"b","artifacts":"a"}
            """);

        settings.Models.Select(model => (model.Device, model.Protocol)).Should().Equal(
            ("cpu", new Protocol(Scoring.Likelihood, PromptWrapping.None)),
            ("cuda:0", new Protocol(Scoring.LikelihoodPerByte, new PromptWrapping("<", ">"))));
        settings.Languages.Select(language => language.Code).Should().Equal("de", "ja");
        settings.GateOf("a").Should().Be(
            new JudgePolicy(0.01, 0, AcrossDevices: true)
            {
                FamilySize = 4,
                Tests = TestFamily.Cells,
                PooledShare = 0.2,
                PooledFamilySize = 2,
                Strict = true,
                Noise = NoiseUse.Wordings,
            },
            "each model is judged on its own, and without English there is no Consistency");
    }

    [Fact]
    public void Any_language_that_Unicode_knows_may_be_asked_and_stands_behind_the_papers()
    {
        var settings = Reading(Minimal.Replace("{\"models\"", "{\"languages\":[\"zh-Hant\",\"JA\",\"ko\",\"de\"],\"models\"", StringComparison.Ordinal));

        settings.Languages.Select(language => language.Code).Should().Equal("de", "ja", "ko", "zh-hant");
        settings.GateOf("m").FamilySize.Should().Be(4);
    }

    [Fact]
    public void A_probe_set_may_be_asked_in_languages_of_its_own_and_a_model_in_none_but_its_own()
    {
        var settings = Reading(
            """
            {"languages":["en","de"],"models":{"all":{"folder":"a"},"few":{"folder":"b","languages":["de","ko"]}},
             "probeSets":{"s":"s","t":{"folder":"t","languages":["sw","ko","en"]}},"baselines":"b","artifacts":"a"}
            """);

        settings.Models.Select(model => settings.ProbeSets.Select(set => string.Join(' ', model.LanguagesFor(set)))).Should().BeEquivalentTo(
            (string[][])[["en de", "en ko sw"], ["de ko", "ko"]], order => order.WithStrictOrdering());
        settings.Models.Select(model => settings.GateOf(model.Name)).Select(gate => (gate.FamilySize, gate.PooledFamilySize)).Should().Equal(
            [(5, 4), (3, 2)], "without English there is no Consistency");
    }

    [Fact]
    public void A_model_and_a_probe_set_without_a_language_in_common_are_refused() =>
        FluentActions.Invoking(() => Reading(
            """
            {"models":{"m":{"folder":"m","languages":["de"]}},"probeSets":{"s":{"folder":"s","languages":["ko"]}},"baselines":"b","artifacts":"a"}
            """)).Should().Throw<InvalidInputException>()
            .WithMessage("*clika.json: model 'm' and probe set 's' have no language in common; expected one in the 'languages' of both.");

    [Fact]
    public void A_model_may_be_asked_in_languages_of_its_own()
    {
        var settings = Reading(
            """
            {"languages":["en","de","ja"],"models":{"all":{"folder":"a"},"few":{"folder":"b","languages":["FR","en"]},"one":{"folder":"c","languages":["en"]}},
             "probeSets":{"s":"s","t":"t"},"baselines":"b","artifacts":"a"}
            """);

        settings.Models.Select(model => string.Join(' ', model.Languages)).Should().Equal("en de ja", "en fr", "en");
        settings.Languages.Select(language => language.Code).Should().Equal("en", "de", "fr", "ja");
        settings.Models.Select(model => settings.GateOf(model.Name)).Select(gate => (gate.FamilySize, gate.PooledFamilySize)).Should().Equal(
            [(6, 4), (4, 4), (2, 2)], "of one language there is no Consistency");
    }

    [Fact]
    public void A_model_may_chat_and_its_template_be_told_more()
    {
        var settings = Reading(
            """
            {"models":{"a":{"folder":"a","chat":true},"b":{"folder":"b","chat":false},
             "c":{"folder":"c","chat":{"system":"Be brief.","variables":{"enable_thinking":false},"date":"2025-12-31"}}},
             "probeSets":{"s":"s"},"baselines":"b","artifacts":"a"}
            """);

        settings.Models.Select(model => model.Protocol.Wrapping.Chat?.Description).Should().Equal(
            """{"system":null,"variables":[],"date":"2024-07-26"}""",
            null,
            """{"system":"Be brief.","variables":[["enable_thinking","false"]],"date":"2025-12-31"}""");
    }

    [Fact]
    public void A_model_may_have_an_adapter()
    {
        var settings = Reading(
            """
            {"models":{"base":{"folder":"m"},"de":{"folder":"m","adapter":"adapters/de.onnx_adapter"}},
             "probeSets":{"s":"s"},"baselines":"b","artifacts":"a"}
            """);

        settings.Models.Select(model => model.Adapter).Should().Equal(null, Path.Combine(_folder.Path, "adapters", "de.onnx_adapter"));
    }

    [Fact]
    public void An_answer_that_changes_by_itself_fails_a_model_unless_it_is_only_to_be_reported()
    {
        var settings = Reading(
            """
            {"models":{"a":{"folder":"a"},"b":{"folder":"b","determinism":"fail"},"c":{"folder":"c","determinism":"report"}},
             "probeSets":{"s":"s"},"baselines":"b","artifacts":"a"}
            """);

        settings.Models.Select(model => model.RequiresDeterminism).Should().Equal(true, true, false);
    }

    [Fact]
    public void Letters_and_wordings_hold_for_all_where_none_says_otherwise()
    {
        var settings = Reading(
            """
            {"letters":"permuted","wordings":3,"models":{"a":{"folder":"a"},"b":{"folder":"b","scoring":"likelihood","letters":"fixed"}},
             "probeSets":{"s":"s","t":{"folder":"t","wordings":1},"u":{"folder":"u"}},"baselines":"b","artifacts":"a"}
            """);

        settings.Models.Select(model => model.Protocol.Letters).Should().Equal(LetterOrder.Permuted, LetterOrder.Fixed);
        settings.ProbeSets.Select(set => (set.Id, set.Wordings)).Should().Equal(("s", 3), ("t", 1), ("u", 3));
        settings.ProbeSets[1].Folder.Should().Be(Path.Combine(_folder.Path, "t"));
    }

    [Fact]
    public void A_set_of_which_no_loss_is_let_pass_is_no_part_of_the_family()
    {
        var settings = Reading(
            """
            {"models":{"m":{"folder":"m"}},"languages":["en","de"],
             "probeSets":{"s":"s","laws":{"folder":"l","gate":"no-loss"},"t":{"folder":"t","gate":"significant"}},"baselines":"b","artifacts":"a"}
            """);

        var gate = settings.GateOf("m");
        gate.NoLossIn.Should().Equal("laws");
        (gate.FamilySize, gate.PooledFamilySize).Should().Be((4, 4));
    }

    [Theory]
    [InlineData("\"artifacts\"", "\"artefacts\"", "unknown property 'artefacts'")]
    [InlineData("\"folder\"", "\"path\"", "unknown property 'path'; expected folder, endpoint, device, scoring, letters, prefix, suffix")]
    [InlineData("\"models/m\"", "\"m\",\"chat\":1", "'chat' is Number; expected an object")]
    [InlineData("\"models/m\"", "\"m\",\"chat\":{\"sys\":\"\"}", "unknown property 'sys'; expected system, variables, date")]
    [InlineData("\"models/m\"", "\"m\",\"chat\":true,\"suffix\":\"x\"", "model 'm' is asked in a chat, whose turns its chat template writes; expected no 'prefix' and no 'suffix'")]
    [InlineData("\"models/m\"", "\"m\",\"chat\":{\"date\":\"today\"}", "model 'm': 'date' is 'today'; expected a day such as 2024-07-26")]
    [InlineData("\"models/m\"", "\"m\",\"chat\":{\"variables\":{\"messages\":[]}}", "'variables' contains 'messages', which every template gets")]
    [InlineData("{\"folder\":\"models/m\"}", "{}", "model 'm' has neither 'folder' nor 'endpoint'")]
    [InlineData("\"models/m\"", "\" \"", "'folder' is blank")]
    [InlineData("\"models/m\"", "\"m\",\"languages\":[]", "'languages' is empty or repeats a language")]
    [InlineData("\"models/m\"", "\"m\",\"languages\":[\"xx\"]", "'languages': 'xx' is no language; expected a BCP-47 code")]
    [InlineData("\"models/m\"", "\"m\",\"adapter\":[\"a\",\"b\"]", "'adapter' is Array; expected a string")]
    [InlineData("\"models/m\"", "\"m\",\"determinism\":\"off\"", "model 'm': 'determinism' is 'off'; expected fail or report")]
    [InlineData("{\"m\":", "{\"a/b\":", "the name 'a/b' has to consist of letters")]
    [InlineData("{\"m\":", "{\"..\":", "the name '..' has to consist of letters")]
    [InlineData("{\"m\":", "{\"m\\n\":", "has to consist of letters")]
    [InlineData("{\"s\":", "{\"s s\":", "the name 's s' has to consist of letters")]
    [InlineData("{\"s\":", "{\"S\":\"t\",\"s\":", "the names 'S' and 's' differ only in case")]
    [InlineData("{\"s\":\"packs/s\"}", "{}", "'probeSets' is empty; expected at least one")]
    [InlineData("{\"s\":\"packs/s\"}", "{\"s\":1}", "'s' is Number; expected a string")]
    [InlineData(",\"baselines\":\"base\"", "", "'baselines' is missing")]
    [InlineData("{\"models\"", "{\"languages\":[\"de\",\"xx\"],\"models\"", "'languages': 'xx' is no language; expected a BCP-47 code")]
    [InlineData("{\"models\"", "{\"languages\":[\"de\",\"DE\"],\"models\"", "is empty or repeats a language")]
    [InlineData("\"packs/s\"", "{\"folder\":\"p\",\"languages\":[\"xx\"]}", "'languages': 'xx' is no language; expected a BCP-47 code")]
    [InlineData("{\"models\"", "{\"languages\":[],\"models\"", "is empty or repeats a language")]
    [InlineData("{\"models\"", "{\"device\":\"gpu\",\"models\"", "'device' is 'gpu'; expected auto, cpu or cuda:N")]
    [InlineData("\"models/m\"", "\"m\",\"device\":\"cuda:first\"", "'device' is 'cuda:first'; expected auto, cpu or cuda:N")]
    [InlineData("{\"models\"", "{\"scoring\":\"best\",\"models\"", "'scoring' is 'best'; expected one of letter, likelihood")]
    [InlineData("{\"models\"", "{\"letters\":\"shuffled\",\"models\"", "'letters' is 'shuffled'; expected one of fixed, permuted")]
    [InlineData("{\"models\"", "{\"letters\":\"permuted\",\"scoring\":\"likelihood\",\"models\"", "model 'm': 'letters' is permuted, but")]
    [InlineData("{\"models\"", "{\"letters\":\"permuted\",\"scoring\":\"generation\",\"models\"", "scoring generation gives no scores")]
    [InlineData("{\"models\"", "{\"wordings\":3,\"scoring\":\"generation\",\"models\"", "no scores to average over the 3 wordings of 's'")]
    [InlineData("{\"models\"", "{\"wordings\":0,\"models\"", "'wordings' is 0; expected at least 1")]
    [InlineData("\"packs/s\"", "{\"folder\":\"s\",\"wording\":2}", "unknown property 'wording'; expected folder, wordings")]
    [InlineData("\"packs/s\"", "{\"folder\":\"s\",\"gate\":\"strict\"}", "'gate' is 'strict'; expected significant or no-loss")]
    [InlineData("{\"models\"", "{\"journal\":true,\"models\"", "'journal' is True; expected the path of a file, or false for none")]
    [InlineData("{\"models\"", "{\"journal\":\" \",\"models\"", "'journal' is blank")]
    [InlineData("{\"models\"", "{\"gate\":{\"alpha\":0},\"models\"", "'alpha' is 0; expected a number above 0 and below 1")]
    [InlineData("{\"models\"", "{\"gate\":{\"alpha\":1},\"models\"", "'alpha' is 1; expected a number above 0")]
    [InlineData("{\"models\"", "{\"gate\":{\"minimumDrop\":-0.1},\"models\"", "'minimumDrop' is -0.1; expected a number from 0 and below 1")]
    [InlineData("{\"models\"", "{\"gate\":{\"minimumDrop\":1},\"models\"", "'minimumDrop' is 1; expected a number from 0")]
    [InlineData("{\"models\"", "{\"gate\":{\"pooledShare\":1},\"models\"", "'pooledShare' is 1; expected")]
    [InlineData("{\"models\"", "{\"gate\":{\"releaseShare\":0},\"models\"", "'releaseShare' is 0; expected")]
    [InlineData("{\"models\"", "{\"gate\":{\"tests\":\"all\"},\"models\"", "'tests' is 'all'; expected one of pooled, cells")]
    [InlineData("{\"models\"", "{\"gate\":{\"noise\":\"all\"},\"models\"", "'noise' is 'all'; expected one of execution, wordings, none")]
    [InlineData("{\"models\"", "{\"gate\":{\"noise\":true},\"models\"", "'noise' is True; expected a string")]
    [InlineData("{\"models\"", "{\"gate\":{\"strict\":1},\"models\"", "'strict' is Number; expected true or false")]
    [InlineData("{\"models\"", "{\"gate\":{\"acrossDevices\":1},\"models\"", "'acrossDevices' is Number; expected true or false")]
    [InlineData("{\"models\"", "{\"gate\":{\"minDrop\":0.1},\"models\"", "unknown property 'minDrop'")]
    public void One_wrong_value_is_one_error_with_its_file(string before, string after, string expected)
    {
        Minimal.Should().Contain(before);

        FluentActions.Invoking(() => Reading(Minimal.Replace(before, after, StringComparison.Ordinal)))
            .Should().Throw<InvalidInputException>().Which.Message
            .Should().StartWith(Path.Combine(_folder.Path, "clika.json")).And.Contain(expected);
    }

    [Theory]
    [InlineData("\"scoring\":\"letter\"", "\"scorign\":\"letter\"", ":2: unknown property 'scorign'; expected $schema, models")]
    [InlineData("\"scoring\":\"letter\"", "\"scoring\":\"best\"", ":2: 'scoring' is 'best'")]
    [InlineData("\"folder\":\"n\"", "\"determinism\":\"so\",\n\"folder\":\"n\"", ":6: model 'n': 'determinism' is 'so'")]
    [InlineData("\"folder\":\"n\"", "\"device\":\"cpu\"", ":5: model 'n' has neither 'folder' nor 'endpoint'")]
    [InlineData("\"alpha\":0.05", "\"alpha\":\"small\"", ":7: 'alpha' is String; expected a number.")]
    [InlineData(",\n\"artifacts\":\"a\"", "", ": 'artifacts' is missing; expected a string.")]
    public void The_line_is_that_of_the_property_at_fault(string before, string after, string expected)
    {
        const string Text = "{\n\"scoring\":\"letter\",\n\"models\":{\n\"m\":{\"folder\":\"m\"},\n\"n\":{\n\"folder\":\"n\"}},\n"
            + "\"gate\":{\"alpha\":0.05},\"probeSets\":{\"s\":\"s\"},\n\"baselines\":\"b\",\n\"artifacts\":\"a\"}";
        Text.Should().Contain(before);

        FluentActions.Invoking(() => Reading(Text.Replace(before, after, StringComparison.Ordinal)))
            .Should().Throw<InvalidInputException>().Which.Message.Should().StartWith(Path.Combine(_folder.Path, "clika.json") + expected);
    }

    private AlignmentConfiguration Reading(string text) => ConfigurationReader.Read(_folder.Write("clika.json", text));
}
