using CLiKA.Probes;

namespace CLiKA.Cli.Tests;

/// <summary>What is said of a probe set's problems.</summary>
public sealed class ProbesValidateCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

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

    // As the run says it.
    [Fact]
    public async Task A_language_that_the_configuration_asks_and_a_set_has_not_is_answered_with_what_to_do()
    {
        _cli.Write("facts.csv", "relation,subject.en,object.en\n" + string.Join('\n', Enumerable.Range(10, 12).Select(code => $"error,E{code},{code}")));
        _cli.Write("templates.csv", "relation,language,wording1\nerror,en,How many are {subject}?\n");
        (await _cli.RunAsync(["probes", "new", "pack", "--facts", "facts.csv", "--templates", "templates.csv", "--id", "mine"])).ExitCode.Should().Be(0);
        _cli.Write("clika.json", PackConfiguration.Of("mine", ["en", "de", "he"]));

        var result = await _cli.RunAsync(["probes", "validate"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(
            "has no de he; expected all of en de he. Add de.jsonl he.jsonl, or give mine its own 'languages' in the configuration.");
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
}
