using System.Text.Json;

namespace CLiKA.Cli.Tests;

public sealed class ShardCommandTests : IDisposable
{
    private static readonly string Suite = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment");

    private readonly Cli _cli = new();

    public ShardCommandTests() => _cli.Write(
        "clika.json",
        $$"""
        {
          "models": { "m": { "folder": {{JsonSerializer.Serialize(Path.Combine(Suite, "models", "micro-base"))}} } },
          "probeSets": { "causes": {{JsonSerializer.Serialize(Path.Combine(Suite, "probes", "causes"))}} },
          "languages": ["en", "zh"], "scoring": "likelihood", "device": "cpu", "baselines": "baselines", "artifacts": "artifacts"
        }
        """);

    private string ReceivedFile => _cli.PathOf("artifacts/received/m.json");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Two_shards_and_their_merged_journals_measure_what_one_run_does()
    {
        await _cli.RunAsync(["measure"]);
        var undivided = await File.ReadAllTextAsync(ReceivedFile);

        var first = await _cli.RunAsync(["measure", "--shard", "1/2"], ("CLIKA_JOURNAL", "1.db"));
        File.Exists(ReceivedFile).Should().BeFalse("what was asked last is no measurement");
        var second = await _cli.RunAsync(["measure"], ("CLIKA_JOURNAL", "2.db"), ("CLIKA_SHARD", "2/2"));
        var incomplete = await _cli.RunAsync(["measure"], ("CLIKA_JOURNAL", "1.db"), ("CLIKA_KNOWN", "1"));
        File.Exists(ReceivedFile).Should().BeFalse();
        var merged = await _cli.RunAsync(["journal", "merge", "all.db", "1.db", "2.db"]);
        var again = await _cli.RunAsync(["journal", "merge", "all.db", "2.db", "1.db"]);
        var whole = await _cli.RunAsync(["measure"], ("CLIKA_JOURNAL", "all.db"), ("CLIKA_KNOWN", "1"));

        foreach (var (shard, number) in ((CliResult, int)[])[(first, 1), (second, 2)])
        {
            shard.ExitCode.Should().Be(0, shard.Errors);
            shard.Output.Should().MatchRegex($@"^Shard {number}/2 of m: model at .*\n.*\n(\d+) of 248 questions belong to this shard; \1 questions asked, 0 answers reused from .*{number}\.db\n")
                .And.Contain("No verdict: ").And.NotContain("accuracy");
        }

        incomplete.ExitCode.Should().Be(2);
        incomplete.Errors.Should().MatchRegex(@"1\.db: \d+ of 248 questions to .*micro-base \(likelihood\) have no answer in the journal, and this run may ask none");
        merged.ExitCode.Should().Be(0, merged.Errors);
        merged.Output.Should().Contain("all.db: 248 answers added, 0 were there already (journals: 2, books: 1).");
        again.Output.Should().Contain("all.db: 0 answers added, 248 were there already (journals: 2, books: 1).");
        whole.Output.Should().Contain("\n0 questions asked, 248 answers reused");
        (await File.ReadAllTextAsync(ReceivedFile)).Should().Be(undivided);
    }

    [Fact]
    public async Task A_model_that_cannot_be_asked_does_not_keep_the_next_from_being_asked()
    {
        var configuration = await File.ReadAllTextAsync(_cli.PathOf("clika.json"));
        _cli.Write("clika.json", configuration.Replace("\"models\": {", "\"models\": { \"away\": { \"folder\": \"nowhere\" },", StringComparison.Ordinal));

        var result = await _cli.RunAsync(["measure", "--shard", "1/2"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().StartWith("away: not measured. ").And.Contain("nowhere: no such folder");
        result.Output.Should().StartWith("Shard 1/2 of m").And.Contain("No verdict: ");
    }

    [Theory]
    [InlineData("CLIKA_SHARD", "2", "CLIKA_SHARD: is '2'; expected K/N with K from 1 to N, as in 3/16.", "measure")]
    [InlineData("CLIKA_KNOWN", "1", "have no answer in the journal", "measure")]
    [InlineData("CLIKA_JOURNAL", "off", "a shard's answers would be lost, since the run has no journal.", "measure", "--shard", "1/2")]
    [InlineData("CLIKA_SHARD", "1/2", "shard 1/2 is no measurement; --out takes one of a whole run.", "measure", "--out", "m.json")]
    [InlineData("CLIKA_SHARD", "1/2", "CLIKA_SHARD is 1/2: a shard is no measurement.", "accept", "--reason", "because")]
    [InlineData("CLIKA_FRESH", "0", "OUT is blank; expected a value.", "journal", "merge", "", "3.db")]
    [InlineData("CLIKA_FRESH", "0", "3.db: no such journal", "journal", "merge", "all.db", "3.db")]
    public async Task What_cannot_be_is_an_error(string variable, string value, string problem, params string[] arguments)
    {
        var result = await _cli.RunAsync(arguments, (variable, value));

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(problem);
        Directory.Exists(_cli.PathOf("artifacts/received")).Should().BeFalse();
    }

    [Fact]
    public async Task No_model_is_asked_where_one_is_behind_a_server_whose_answers_no_journal_keeps()
    {
        var configuration = await File.ReadAllTextAsync(_cli.PathOf("clika.json"));
        _cli.Write("clika.json", configuration.Replace(
            "\"models\": {",
            "\"models\": { \"served\": { \"endpoint\": { \"url\": \"http://127.0.0.1:9/v1\", \"model\": \"x\" } },",
            StringComparison.Ordinal));

        var result = await _cli.RunAsync(["measure", "--shard", "1/2"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("http://127.0.0.1:9/v1#x: a shard's answers would be lost: no journal keeps those of a server");
        result.Output.Should().BeEmpty();
    }
}
