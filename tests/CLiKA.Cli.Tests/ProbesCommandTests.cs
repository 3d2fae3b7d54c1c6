using System.Text.Json;
using CLiKA.Import.Tests;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;

namespace CLiKA.Cli.Tests;

public sealed class ProbesCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public static TheoryData<string> Formats => [.. PublicSamples.Languages.Keys];

    public void Dispose() => _cli.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_public_set_is_imported_validated_and_measured(string format)
    {
        var from = PublicSamples.Write(format, _cli.PathOf("public"));

        var imported = await _cli.RunAsync(["probes", "import", format, "--from", from, "--out", "pack", "--id", "mine", "--languages", "all"]);

        imported.ExitCode.Should().Be(0, imported.Errors);
        imported.Output.Should().Contain($"pack: mine, 4 items in {string.Join(' ', PublicSamples.Languages[format])}; 0 left out.");

        var validated = await _cli.RunAsync(["probes", "validate", "pack"]);
        validated.ExitCode.Should().Be(0, validated.Errors);

        var languages = PublicSamples.Languages[format];
        _cli.Write("clika.json", Configuration("mine", languages));
        var measured = await _cli.RunAsync(["measure", "--out", "measured.json"]);
        measured.ExitCode.Should().Be(0, measured.Errors);
        var set = MeasurementJson.Read(_cli.PathOf("measured.json")).ProbeSets.Single();
        set.ProbeSet.Should().Be("mine");
        languages.Should().OnlyContain(language => set.In(Language.Parse(language))!.Count == 4);
    }

    [Fact]
    public async Task What_is_left_out_is_counted_on_the_console_and_listed_in_a_file()
    {
        PublicSamples.Write("xcopa", _cli.PathOf("public"));
        var path = _cli.PathOf("public/data/zh/test.zh.jsonl");
        File.WriteAllLines(path, File.ReadAllLines(path)[..3]);

        var result = await _cli.RunAsync(["probes", "import", "xcopa", "--from", "public", "--out", "pack"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("pack: xcopa, 3 items in it zh; 1 left out.").And.Contain("  missing: 1 in zh (3)");
        File.ReadAllText(_cli.PathOf("pack/left-out.jsonl")).Should().Contain("\"id\":\"3\"");
        ProbeSetReader.ReadPack(_cli.PathOf("pack")).Set.Count.Should().Be(3);
    }

    // What was typed wrong is quoted, and may have been read from a file.
    [Theory]
    [InlineData("GITHUB_ACTIONS", "", true)]
    [InlineData("GITHUB_ACTIONS", "true", false)]
    [InlineData("TF_BUILD", "True", false)]
    public async Task A_build_server_finds_no_order_in_what_is_printed(string variable, string value, bool isOrder)
    {
        var result = await _cli.RunAsync(["probes", "no\n::error::such"], ("GITHUB_ACTIONS", string.Empty), (variable, value));

        result.ExitCode.Should().NotBe(0);
        (result.Output + result.Errors).Contains("\n::error::", StringComparison.Ordinal).Should().Be(isOrder, result.Errors);
        result.Errors.Should().EndWith("\n").And.Contain("such");
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", "")]
    [InlineData("GITHUB_ACTIONS", "true")]
    public async Task A_terminal_finds_no_order_in_what_is_printed(string variable, string value)
    {
        const string Hostile = "a\u001b[2J\u001b]8;;http://x\u0007b\u202ec";
        PublicSamples.Write("xcopa", _cli.PathOf("public"));
        await _cli.RunAsync(["probes", "import", "xcopa", "--from", "public", "--out", "pack", "--id", Hostile]);

        var listed = await _cli.RunAsync(["probes", "validate", "pack"], (variable, value));
        var refused = await _cli.RunAsync(["probes", "no" + Hostile], (variable, value));

        listed.Output.Should().Contain("[U+001B]").And.Contain("[U+202E]");
        refused.Errors.Should().Contain("noa[U+001B][2J[U+001B]]8;;http://x[U+0007]b[U+202E]c");
        (listed.Output + listed.Errors + refused.Output + refused.Errors).Should().NotContainAny("\u001b", "\u0007", "\u202e");
    }

    [Fact]
    public async Task One_language_can_be_chosen()
    {
        PublicSamples.Write("xcopa", _cli.PathOf("public"));

        var result = await _cli.RunAsync(["probes", "import", "xcopa", "--from", "public", "--out", "pack", "--languages", "zh"]);

        result.ExitCode.Should().Be(0, result.Errors);
        ProbeSetReader.ReadPack(_cli.PathOf("pack")).Set.Languages.Should().Equal(Language.Parse("zh"));
    }

    [Theory]
    [InlineData("xcopa", "--languages", "xx", "--languages: 'xx' is no language; expected a BCP-47 code")]
    [InlineData("xcopa", "--languages", "en", "public: has no en; its languages are it zh sw.")]
    [InlineData("xcopa", "--split", "train", "--split is 'train'; expected test or dev.")]
    [InlineData("nothing", "--id", "x", "nothing")]
    public async Task An_import_that_fails_says_why_and_leaves_no_pack(string format, string option, string value, string expected)
    {
        PublicSamples.Write("xcopa", _cli.PathOf("public"));

        var result = await _cli.RunAsync(["probes", "import", format, "--from", "public", "--out", "pack", option, value]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(expected);
        Directory.Exists(_cli.PathOf("pack")).Should().BeFalse();
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_not_imported_into()
    {
        PublicSamples.Write("xcopa", _cli.PathOf("public"));
        _cli.Write("pack/mine.txt", "mine");

        var result = await _cli.RunAsync(["probes", "import", "xcopa", "--from", "public", "--out", "pack"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("pack: already contains files");
    }

    [Fact]
    public async Task The_command_that_comes_next_can_be_copied_where_a_folder_has_a_space()
    {
        var begun = await _cli.RunAsync(["probes", "new", "our facts"]);

        var next = "Next: clika probes new 'our facts/probe-set' --facts 'our facts/facts.csv' --templates 'our facts/templates.csv' --id 'our facts'";
        begun.Output.TrimEnd().Should().EndWith(OperatingSystem.IsWindows() ? next.Replace('\'', '"') : next);
    }

    [Fact]
    public async Task The_starter_becomes_a_pack_by_the_command_that_it_names()
    {
        var begun = await _cli.RunAsync(["probes", "new", "facts"]);
        begun.ExitCode.Should().Be(0, begun.Errors);
        var next = begun.Output.TrimEnd().Split('\n')[^1];
        next.Should().StartWith("Next: clika probes new ");

        var made = await _cli.RunAsync([.. next["Next: clika ".Length..].Split(' '), "--title", "My facts"]);

        made.ExitCode.Should().Be(0, made.Errors);
        made.Output.Should().Contain("facts, 8 items in en de.", "the set is called as the tables' folder is");
        var pack = ProbeSetReader.ReadPack(_cli.PathOf("facts/probe-set"));
        pack.Description.Title.Should().Be("My facts");
        pack.Set.In(Language.Pivot)[0].Question.Should().Be("What is the capital of France?");

        // Where no configuration is, any may name it; one that is there has paths of its own.
        var alone = await _cli.RunAsync(["probes", "validate", "facts/probe-set"]);
        alone.ExitCode.Should().Be(0, alone.Errors);
        alone.Output.Should().MatchRegex("\n" + Entry("(/|[A-Z]:/)[^\"]*/facts/probe-set") + "\n$");

        _cli.Write("suite/clika.json", "{}");
        var named = await _cli.RunAsync(["probes", "validate", "facts/probe-set", "--config", "suite/clika.json"]);
        named.Output.Should().MatchRegex("\n" + Entry("\\.\\./facts/probe-set") + "\n$");

        _cli.Write("clika.json", "{}");
        using var process = _cli.StartIn("facts", ["probes", "validate", "probe-set"]);
        (await Cli.EndAsync(process)).Output.Should().MatchRegex("\n" + Entry("facts/probe-set") + "\n$");

        static string Entry(string folder) =>
            "To ask it, add to \"probeSets\" in clika\\.json: \"facts\": \\{ \"folder\": \"" + folder + "\", \"languages\": \\[\"en\", \"de\"\\] \\}";
    }

    [Fact]
    public async Task Facts_in_languages_that_no_shipped_set_has_become_a_pack_that_is_measured()
    {
        _cli.Write(
            "facts.csv",
            """
            relation,subject.en,subject.es,subject.ko,subject.zh-hant,object.en,object.es,object.ko,object.zh-hant
            capital,Spain,España,스페인,西班牙,Madrid,Madrid,마드리드,馬德里
            capital,India,India,인도,印度,New Delhi,Nueva Delhi,뉴델리,新德里
            capital,Korea,Corea,한국,韓國,Seoul,Seúl,서울,首爾
            capital,Kenya,Kenia,케냐,肯亞,Nairobi,Nairobi,나이로비,奈洛比
            """);
        _cli.Write(
            "templates.csv",
            """
            relation,language,wording1
            capital,en,What is the capital of {subject}?
            capital,es,¿Cuál es la capital de {subject}?
            capital,ko,{subject}의 수도는 어디입니까?
            capital,zh-hant,{subject}的首都是哪裡？
            """);

        var made = await _cli.RunAsync(["probes", "new", "pack", "--facts", "facts.csv", "--templates", "templates.csv", "--id", "mine"]);
        made.ExitCode.Should().Be(0, made.Errors);
        made.Output.Should().Contain("mine, 4 items in en es ko zh-hant.");

        var validated = await _cli.RunAsync(["probes", "validate", "pack"]);
        validated.ExitCode.Should().Be(0, validated.Errors);

        _cli.Write("clika.json", Configuration("mine", ["zh-hant", "ko", "es", "en"]));
        var measured = await _cli.RunAsync(["measure", "--out", "measured.json"]);
        measured.ExitCode.Should().Be(0, measured.Errors);
        measured.Output.Should().MatchRegex(@"\n +en +es +ko +zh-hant *\n");

        var accepted = await _cli.RunAsync(["accept", "--reason", "First baseline"]);
        accepted.ExitCode.Should().Be(0, accepted.Errors);
        var compared = await _cli.RunAsync(["compare", "baselines/m", "measured.json", "--report", "report"]);
        compared.ExitCode.Should().Be(2, "of four items no loss would be seen");
        compared.Output.Should().Contain("mine: this gate CANNOT FAIL: even a model that answers nothing would pass.");
        File.ReadAllText(_cli.PathOf("report/index.html")).Should().Contain("Traditional Chinese");
        (await _cli.RunAsync(["family", "measured.json", "--out", "family"])).Output.Should().MatchRegex(@"en +es +ko +zh-hant +mean *\n");
    }

    [Fact]
    public async Task Names_and_codes_keep_their_Latin_letters_where_somebody_says_so()
    {
        WriteErrorCodes();
        string[] make = ["probes", "new", "pack", "--facts", "facts.csv", "--templates", "templates.csv"];

        (await _cli.RunAsync(make)).ExitCode.Should().Be(0);
        var refused = await _cli.RunAsync(["probes", "validate", "pack"]);
        refused.ExitCode.Should().Be(2);
        refused.Errors.Should().Contain("has 'E11', 'Nordlicht' in Latin letters;").And.Contain("--keeps-latin");

        Directory.Delete(_cli.PathOf("pack"), recursive: true);
        (await _cli.RunAsync([.. make, "--keeps-latin", "Nordlicht, E"])).ExitCode.Should().Be(0);
        ProbeSetReader.ReadPack(_cli.PathOf("pack")).Description.KeepsLatin.Should().Equal("Nordlicht", "E");
        var validated = await _cli.RunAsync(["probes", "validate", "pack"]);
        validated.ExitCode.Should().Be(0, validated.Errors);
    }

    // Twelve items: a slip in one template is in each of them.
    [Fact]
    public async Task Problems_are_counted_by_kind_and_one_kind_does_not_hide_another()
    {
        var codes = Enumerable.Range(10, 12).Select(code => $"error,E{code},E{code},{code},{code}");
        _cli.Write("facts.csv", $"relation,subject.en,subject.zh,object.en,object.zh\n{string.Join('\n', codes)}\n");
        _cli.Write("templates.csv", "relation,language,wording1\nerror,en,How many (are {subject}?\nerror,zh,Nordlicht的{subject}是多少?\n");
        (await _cli.RunAsync(["probes", "new", "pack", "--facts", "facts.csv", "--templates", "templates.csv", "--keeps-latin", "E"]))
            .ExitCode.Should().Be(0);

        var some = (await _cli.RunAsync(["probes", "validate", "pack"])).Errors.Split('\n');

        some.Should().Contain("pack: quotation marks and brackets, 12 problems:").And.Contain("pack: letters, 12 problems:")
            .And.Contain("pack: punctuation, 12 problems:");
        some.Where(line => line.Contains("has '?'; expected full-width punctuation", StringComparison.Ordinal)).Should().HaveCount(5);
        some.Where(line => line == "pack:   ... and 7 more problems; --full lists all.").Should().HaveCount(3);

        var all = (await _cli.RunAsync(["probes", "validate", "pack", "--full"])).Errors;
        all.Should().NotContain("more, which");
        all.Split('\n').Where(line => line.Contains("has '?'; expected full-width punctuation", StringComparison.Ordinal)).Should().HaveCount(12);
    }

    [Fact]
    public async Task The_problems_that_are_shown_are_of_every_language()
    {
        var codes = Enumerable.Range(10, 12).Select(code => $"error,E{code},E{code},E{code},{code},{code},{code}");
        _cli.Write("facts.csv", $"relation,subject.en,subject.ru,subject.zh,object.en,object.ru,object.zh\n{string.Join('\n', codes)}\n");
        _cli.Write(
            "templates.csv",
            "relation,language,wording1\nerror,en,How many are {subject}?\nerror,ru,Сколько это {subject}?\nerror,zh,{subject}是多少？\n");
        (await _cli.RunAsync(["probes", "new", "pack", "--facts", "facts.csv", "--templates", "templates.csv"])).ExitCode.Should().Be(0);

        var errors = (await _cli.RunAsync(["probes", "validate", "pack"])).Errors;

        errors.Should().Contain("pack: letters, 24 problems (ru.jsonl 12, zh.jsonl 12):").And.Contain("pack:   zh.jsonl, error-001: ");
    }

    [Fact]
    public async Task Facts_without_templates_are_answered()
    {
        var result = await _cli.RunAsync(["probes", "new", "pack", "--facts", "facts.csv"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().StartWith("--facts and --templates go together.");
        Directory.Exists(_cli.PathOf("pack")).Should().BeFalse();
    }

    private void WriteErrorCodes()
    {
        _cli.Write(
            "facts.csv",
            """
            relation,subject.en,subject.ru,object.en,object.ru
            error,E11,E11,no water,нет воды
            error,E12,E12,door open,дверь открыта
            error,E13,E13,fan blocked,вентилятор заблокирован
            error,E14,E14,overheated,перегрев
            """);
        _cli.Write(
            "templates.csv",
            """
            relation,language,wording1
            error,en,What does error {subject} of the Nordlicht mean?
            error,ru,Что означает ошибка {subject} у Nordlicht?
            """);
    }

    private static string Configuration(string set, string[] languages) => JsonSerializer.Serialize(new
    {
        models = new { m = new { folder = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment", "models", "micro-base") } },
        probeSets = new Dictionary<string, string> { [set] = "pack" },
        languages,
        scoring = "likelihood",
        device = "cpu",
        baselines = "baselines",
        artifacts = "artifacts",
    });
}
