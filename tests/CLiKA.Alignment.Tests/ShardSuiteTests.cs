using CLiKA.Journal;
using CLiKA.Measurements;

namespace CLiKA.Alignment.Tests;

/// <summary>Shards of the suite from outside, as a matrix of jobs asks them.</summary>
public sealed class ShardSuiteTests : IDisposable
{
    private readonly SuiteWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Shards_ask_and_judge_nothing_and_a_run_with_their_merged_journals_asks_nothing_and_judges()
    {
        // An earlier run's, which no shard may leave as if it were its own.
        Directory.CreateDirectory(Path.GetDirectoryName(_workspace.ReceivedFile)!);
        await File.WriteAllTextAsync(_workspace.ReceivedFile, "{}");
        foreach (var (number, filter) in ((int, string)[])[(1, string.Empty), (2, "--filter \"Model=micro-base|Model=other\"")])
        {
            var shard = await _workspace.RunAsync(
                $"-p:ClikaShard={number}/2 {filter}", environment: [("CLIKA_JOURNAL", $"{number}.db"), ("GITHUB_ACTIONS", "true")]);

            shard.ExitCode.Should().Be(0, shard.Output);
            shard.Output.Should().MatchRegex(
                $@"Shard {number}/2 of micro-base: model at .*\non CPU.*\n1,\d\d0 of 3,120 questions belong to this shard; 1,\d\d0 questions asked, 0 answers reused from the journal .*{number}\.db")
                .And.Contain("No verdict: a shard is only asked, not judged.").And.NotContain("Verdict:").And.NotContain("::error");
            File.Exists(_workspace.ReceivedFile).Should().BeFalse();
            (await File.ReadAllTextAsync(Path.Combine(_workspace.ArtifactsFolder, "summary.md"))).Should().StartWith("**Alignment: not measured.**")
                .And.Contain($"only shard {number}/2 of its questions was asked");
        }

        var incomplete = await _workspace.RunAsync("--filter Language=de", environment: [("CLIKA_JOURNAL", "1.db"), ("CLIKA_KNOWN", "1")]);
        var merge = AnswerJournal.Merge(PathOf("all.db"), [PathOf("2.db"), PathOf("1.db")]);
        var gate = await _workspace.RunAsync(environment: [("CLIKA_JOURNAL", "all.db"), ("CLIKA_KNOWN", "1")]);

        incomplete.ExitCode.Should().NotBe(0);
        incomplete.Output.Should().MatchRegex(@"1\.db: 1\d\d of 312 questions to .*model \(likelihood\) have no answer in the journal, and this run may ask none \(CLIKA_KNOWN\)\.");
        merge.Added.Should().Be(3120);
        gate.ExitCode.Should().Be(0, gate.Output);
        gate.Output.Should().Contain("\n0 questions asked, 3,120 answers reused from the journal ").And.Contain("Verdict: pass (cells: 0 regressed, 0 improved, 10 identical).");
        MeasurementJson.Read(_workspace.ReceivedFile).Cells.Should().Be(10);
    }

    [Theory]
    [InlineData("CLIKA_SHARD: is 1/2: a part of the questions gives no verdict.", "1/2")]
    [InlineData("CLIKA_SHARD: is '0/2'; expected K/N with K from 1 to N", "0/2")]
    public async Task A_gate_in_whose_environment_a_shard_was_left_is_red_and_asks_nothing(string problem, string shard)
    {
        var result = await _workspace.RunAsync("--filter Language=de", environment: [("CLIKA_SHARD", shard)]);

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain(problem).And.NotContain("questions asked");
    }

    // An environment's variables are properties too: this one would make a shard of a gate, and green.
    [Theory]
    [InlineData("ClikaShard")]
    [InlineData("clikaShard")]
    public async Task The_property_is_taken_from_arguments_alone(string variable)
    {
        var result = await _workspace.RunAsync(environment: [(variable, "1/2")]);

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain($"{variable}: is a variable of the environment").And.NotContain("questions asked");
    }

    [Theory]
    [InlineData("-p:ClikaShard=3", "ClikaShard is '3'; expected K/N with K from 1 to N, as in 3/16.")]
    [InlineData("-p:ClikaShard=3/2", "CLIKA_SHARD: is '3/2'; expected K/N with K from 1 to N")]
    public async Task A_shard_that_is_none_is_an_error(string argument, string problem)
    {
        var result = await _workspace.RunAsync(argument);

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain(problem).And.NotContain("questions asked");
    }

    [Fact]
    public async Task A_shard_that_cannot_be_asked_leaves_no_report_of_an_earlier_run()
    {
        var summary = Path.Combine(_workspace.ArtifactsFolder, "summary.md");
        Directory.CreateDirectory(_workspace.ArtifactsFolder);
        await File.WriteAllTextAsync(summary, "**Alignment: pass.**");

        var result = await _workspace.RunAsync("-p:ClikaShard=1/2", environment: [("CLIKA_JOURNAL", "off")]);

        result.ExitCode.Should().NotBe(0);
        (await File.ReadAllTextAsync(summary)).Should().StartWith("**Alignment: not measured.**").And.Contain("a shard's answers would be lost");
    }

    private string PathOf(string name) => Path.Combine(_workspace.Root, name);
}
