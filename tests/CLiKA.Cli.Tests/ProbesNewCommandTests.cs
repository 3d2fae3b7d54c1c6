using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Cli.Tests;

/// <summary>Probe sets that are made from a spreadsheet of facts.</summary>
public sealed class ProbesNewCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

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

        _cli.Write("clika.json", PackConfiguration.Of("mine", ["zh-hant", "ko", "es", "en"]));
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
    public async Task Facts_without_templates_are_answered()
    {
        var result = await _cli.RunAsync(["probes", "new", "pack", "--facts", "facts.csv"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().StartWith("--facts and --templates go together.");
        Directory.Exists(_cli.PathOf("pack")).Should().BeFalse();
    }
}
