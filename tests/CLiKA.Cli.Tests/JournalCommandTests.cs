using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CLiKA.Cli.Tests;

public sealed class JournalCommandTests : IDisposable
{
    private static readonly string Suite = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment");

    private readonly Cli _cli = new();

    public JournalCommandTests() => _cli.Write(
        "clika.json",
        $$"""
        {
          "models": { "m": { "folder": {{JsonSerializer.Serialize(Path.Combine(Suite, "models", "micro-base"))}} } },
          "probeSets": { "causes": {{JsonSerializer.Serialize(Path.Combine(Suite, "probes", "causes"))}} },
          "languages": ["en", "zh"], "scoring": "likelihood", "device": "cpu", "baselines": "baselines", "artifacts": "artifacts"
        }
        """);

    private string Received => File.ReadAllText(_cli.PathOf("artifacts/received/m.json"));

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task What_is_known_is_not_asked_again_and_measures_the_same()
    {
        var first = await _cli.RunAsync(["measure"]);
        var asked = Received;
        var second = await _cli.RunAsync(["measure"]);
        var known = Received;
        var fresh = await _cli.RunAsync(["measure"], ("CLIKA_FRESH", "1"));
        var without = await _cli.RunAsync(["measure"], ("CLIKA_JOURNAL", "off"));

        first.ExitCode.Should().Be(0, first.Errors);
        first.Output.Should().MatchRegex(@"\n(\d+) questions asked, 0 answers reused from the journal artifacts/journal\.db\n");
        second.Output.Should().MatchRegex(@"\n0 questions asked, \d+ answers reused from the journal artifacts/journal\.db\n");
        fresh.Output.Should().Contain("questions asked, 0 answers reused from the journal");
        without.Output.Should().Contain("every question asked; no journal in use");
        known.Should().Be(asked);
        Received.Should().Be(asked);
    }

    [Theory]
    [InlineData("CLIKA_FRESH", "maybe", "CLIKA_FRESH: is 'maybe'; expected 1, or 0.")]
    [InlineData("CLIKA_JOURNAL", "clika.json", "clika.json: is no journal: ")]
    public async Task A_wish_that_cannot_be_is_an_error(string variable, string value, string problem)
    {
        var result = await _cli.RunAsync(["measure"], (variable, value));

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(problem);
    }

    [Fact]
    public async Task A_journal_is_listed_verified_and_pruned()
    {
        await _cli.RunAsync(["measure", "--fresh"]);
        var (begun, used) = (DateTimeOffset.Now.AddDays(-30), DateTimeOffset.Now.AddDays(-10));
        SetTimes(begun, used);

        var list = await _cli.RunAsync(["journal", "ls"]);
        var sound = await _cli.RunAsync(["journal", "verify", "--sample", "5"]);
        var kept = await _cli.RunAsync(["journal", "prune", "--other-models", "--other-runtimes", "--older-than", "20"]);
        var other = File.ReadAllText(_cli.PathOf("clika.json")).Replace("micro-base", "micro-chinese", StringComparison.Ordinal);
        _cli.Write("clika.json", other);
        var unknown = await _cli.RunAsync(["journal", "verify"]);
        var pruned = await _cli.RunAsync(["journal", "prune", "--other-models"]);

        list.ExitCode.Should().Be(0, list.Errors);
        list.Output.Should().MatchRegex(@"micro-base +│ [0-9a-f]{12} │ cpu +│ likelihood │ \d+ +│").And.MatchRegex(@"journal\.db: 1 books, \d+ answers, [0-9,]+ bytes\.")
            .And.MatchRegex($"│ {begun:yyyy-MM-dd HH:mm} │ {used:yyyy-MM-dd HH:mm} │");
        sound.ExitCode.Should().Be(0, sound.Errors);
        sound.Output.Should().MatchRegex(@"sound; (\d+) answers are as they were written\.\s+m: \1 of \1 questions known; 5 asked again, 0 answered differently, 0 the same but for rounding \(none is tolerated\)\.");
        kept.Output.Should().Contain("0 books with 0 answers removed");
        unknown.Output.Should().MatchRegex(@"m: 0 of \d+ questions known; 0 asked again");
        pruned.ExitCode.Should().Be(0, pruned.Errors);
        pruned.Output.Should().Contain("1 books with").And.Contain("micro-base");
        (await _cli.RunAsync(["journal", "ls"])).Output.Should().Contain("0 books, 0 answers");
    }

    [Fact]
    public async Task A_server_that_is_not_there_keeps_no_journal_from_being_verified_and_pruned()
    {
        await _cli.RunAsync(["measure"]);
        var configuration = await File.ReadAllTextAsync(_cli.PathOf("clika.json"));
        _cli.Write("clika.json", configuration.Replace(
            "\"models\": {",
            "\"models\": { \"served\": { \"endpoint\": { \"url\": \"http://127.0.0.1:9/v1\", \"model\": \"x\" } },",
            StringComparison.Ordinal));

        var verified = await _cli.RunAsync(["journal", "verify", "--sample", "3"]);
        var pruned = await _cli.RunAsync(["journal", "prune", "--other-models", "--other-runtimes"]);
        SetTimes(DateTimeOffset.Now.AddDays(-30), DateTimeOffset.Now.AddDays(-10));
        var old = await _cli.RunAsync(["journal", "prune", "--older-than", "9"]);

        verified.ExitCode.Should().Be(0, verified.Errors);
        verified.Output.Should().Contain("m: ").And.Contain("3 asked again, 0 answered differently").And.NotContain("served");
        pruned.ExitCode.Should().Be(0, pruned.Errors);
        pruned.Output.Should().Contain("0 books with 0 answers removed");
        old.Output.Should().Contain("1 books with");
    }

    [Fact]
    public async Task A_damaged_journal_is_an_error_of_every_command_and_of_a_run()
    {
        await _cli.RunAsync(["measure"]);
        var path = _cli.PathOf("artifacts/journal.db");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes.AsSpan(bytes.Length / 2, 2_000).Fill(0x55);
        await File.WriteAllBytesAsync(path, bytes);

        foreach (var command in (string[][])[["measure"], ["journal", "verify"]])
        {
            var result = await _cli.RunAsync(command);
            result.ExitCode.Should().Be(2);
            result.Errors.Should().Contain("artifacts/journal.db: the journal is damaged: ").And.Contain("Delete it");
        }
    }

    [Fact]
    public async Task A_journal_that_is_not_there_is_named()
    {
        var result = await _cli.RunAsync(["journal", "ls"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("artifacts/journal.db: no such journal");
    }

    [Theory]
    [InlineData("clika.json", "clika.json: is no journal: ")]
    [InlineData("empty.db", "empty.db: is empty; expected a journal.")]
    [InlineData("", ": is a folder; expected a journal.")]
    public async Task What_is_no_journal_is_named_and_left_as_it_is(string name, string problem)
    {
        _cli.Write("empty.db", string.Empty);
        var before = await File.ReadAllTextAsync(_cli.PathOf("clika.json"));

        var result = await _cli.RunAsync(["journal", "ls", "--journal", _cli.PathOf(name)]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(problem).And.NotContain("damaged: ");
        File.ReadAllText(_cli.PathOf("clika.json")).Should().Be(before);
        new FileInfo(_cli.PathOf("empty.db")).Length.Should().Be(0);
    }

    [Theory]
    [InlineData("journal", "ls")]
    [InlineData("teach", "check", "nowhere", "--language", "de", "--world")]
    public async Task A_journal_that_the_environment_names_counts_where_there_is_no_configuration(params string[] arguments)
    {
        var text = _cli.Write("text", "no journal");
        File.Delete(_cli.PathOf("clika.json"));
        string[] world = arguments[^1] == "--world" ? [Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment", "worlds", "archipelago")] : [];

        var result = await _cli.RunAsync([.. arguments, .. world], ("CLIKA_JOURNAL", text));

        result.Errors.Should().StartWith("text: is no journal: ");
    }

    [Fact]
    public async Task A_model_that_cannot_be_asked_does_not_keep_the_next_from_being_verified()
    {
        await _cli.RunAsync(["measure"]);
        var configuration = await File.ReadAllTextAsync(_cli.PathOf("clika.json"));
        _cli.Write("clika.json", configuration.Replace("\"models\": {", "\"models\": { \"away\": { \"folder\": \"nowhere\" },", StringComparison.Ordinal));

        var result = await _cli.RunAsync(["journal", "verify", "--sample", "3"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().StartWith("away: not measured. ");
        result.Output.Should().Contain("m: ").And.Contain("3 asked again, 0 answered differently");
    }

    private void SetTimes(DateTimeOffset begun, DateTimeOffset used)
    {
        using var connection = new SqliteConnection($"Data Source={_cli.PathOf("artifacts/journal.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE books SET begun = {begun.ToUnixTimeSeconds()}, used = {used.ToUnixTimeSeconds()}";
        command.ExecuteNonQuery();
    }
}
