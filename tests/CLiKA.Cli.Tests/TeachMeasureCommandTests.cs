namespace CLiKA.Cli.Tests;

public sealed class TeachMeasureCommandTests : IDisposable
{
    private static readonly string Suite = Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment");

    private readonly Cli _cli = new();

    public TeachMeasureCommandTests()
    {
        // A small world: what is asked of the one that ships takes long.
        foreach (var file in (string[])["names.json", "wordings.json"])
        {
            _cli.Write($"isles/{file}", File.ReadAllText(Path.Combine(Suite, "worlds", "archipelago", file)));
        }

        _cli.Write(
            "isles/world.json",
            """{"id":"isles","seed":3,"continents":4,"placesPerContinent":2,"continentSyllables":2,"placeSyllables":3}""");
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task An_untaught_model_is_told_to_be_one_check_by_check()
    {
        var result = await _cli.RunAsync(
            ["teach", "measure", Path.Combine(Suite, "models", "micro-base"), "--language", "de", "--world", "isles"]);

        result.ExitCode.Should().Be(2, result.Errors);
        result.Output.Should().Contain("by generation: names 0.000 (0 of 12), en type 0 0.000 (0 of 4), en type 1 0.000 (0 of 4), de type 0 0.000 (0 of 4)")
            .And.Contain("by likelihood: names").And.Contain("not taught: names 0.000 (0 of 12)").And.NotContain("XRR");
    }

    [Theory]
    [InlineData("en", "isles: the language is en, in which every fact is taught; expected another one.")]
    [InlineData("xx", "--language: 'xx' is no language; expected a BCP-47 code")]
    public async Task A_language_that_cannot_be_taught_is_refused(string code, string problem)
    {
        var result = await _cli.RunAsync(["teach", "measure", "nowhere", "--language", code, "--world", "isles"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(problem);
    }
}
