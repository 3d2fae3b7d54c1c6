namespace CLiKA.Cli.Tests;

public sealed class LabCommandTests : IDisposable
{
    private readonly Cli _cli = new("LabCli");

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("lab")]
    [InlineData("lab", "train", "micro-base", "--out", "models")]
    public async Task The_program_without_the_laboratory_says_where_it_is(params string[] arguments)
    {
        using var cli = new Cli();

        var result = await cli.RunAsync(arguments);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().StartWith("'lab' is not part of this program.").And.Contain("src/CLiKA.Lab.Cli");
    }

    [Fact]
    public async Task An_unknown_recipe_is_answered_with_the_known_ones()
    {
        var result = await _cli.RunAsync(["lab", "train", "nobody", "--probes", "."]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("nobody: is not a recipe; expected one of micro-base, micro-chinese, micro-chinese-mixed, micro-letters, micro-mixed, micro-tuned.");
    }

    [Fact]
    public async Task A_family_that_can_be_taught_nothing_is_refused_before_anything_is_trained()
    {
        _cli.Write("clika.json", """{ "models": { "m": { "folder": "m" } }, "probeSets": { "geo": "geo" }, "scoring": "letter", "baselines": "b", "artifacts": "a" }""");

        var result = await _cli.RunAsync(["lab", "family"]);

        (result.ExitCode, result.Errors.Trim()).Should().Be((2, "clika.json: has no 'worlds'; expected the fictional world that is to be taught."));
    }

    [Theory]
    [InlineData("zh", "rank is 0", "--rank", "0")]
    [InlineData("zh", "--threads: is '0'; expected a whole number, at least 1.", "--threads", "0")]
    [InlineData("zh", "there is no projection 'w_proj'", "--targets", "w_proj")]
    [InlineData("zh", "device 'cuda': is not available; expected a build with -p:TorchFlavor=Cuda", "--device", "cuda")]
    [InlineData("en", "the language is en, in which every fact is taught")]
    public async Task A_teaching_that_makes_no_sense_is_refused_and_leaves_nothing(string language, string reason, params string[] more)
    {
        var suite = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment");
        var target = Path.Combine(_cli.Folder, "taught");

        var result = await _cli.RunAsync(
        [
            "lab", "teach", "--model", Path.Combine(suite, "models", "micro-base"), "--world", Path.Combine(suite, "worlds", "archipelago"),
            "--language", language, "--out", target, .. more,
        ]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(reason);
        Directory.Exists(target).Should().BeFalse();
    }
}
