namespace CLiKA.Cli.Tests;

public sealed class AcceptCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public AcceptCommandTests()
    {
        _cli.Write(
            "clika.json",
            """{"models":{"m":{"folder":"m"}},"probeSets":{"pack":"pack"},"languages":["en","de"],"baselines":"baselines","artifacts":"artifacts"}""");
        _cli.Write("artifacts/received/m.json", Measurements.Json(0));
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task What_was_received_becomes_the_baseline_and_compares_as_equal()
    {
        var accepted = await _cli.RunAsync(["accept"]);
        accepted.ExitCode.Should().Be(0, accepted.Errors);
        accepted.Output.Should().Contain("no baseline -> m").And.Contain("accepted.");

        (await _cli.RunAsync(["compare", "baselines/m", "artifacts/received/m.json"])).ExitCode.Should().Be(0);
        (await _cli.RunAsync(["accept"])).Output.Should().Contain("unchanged.");
    }

    [Fact]
    public async Task A_loss_is_shown_before_it_is_accepted()
    {
        await _cli.RunAsync(["accept"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(20));

        var result = await _cli.RunAsync(["accept", "--model", "m", "--probe-set", "pack"]);

        result.ExitCode.Should().Be(0);
        result.Output.Should().MatchRegex(@"pack +de +100 +1\.000 +0\.800 +-20\.0 +20 +0 .* regressed");
        (await _cli.RunAsync(["compare", "baselines/m", "artifacts/received/m.json"])).ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("1")]
    public async Task In_CI_nothing_is_accepted(string value)
    {
        var result = await _cli.RunAsync(["accept"], ("CI", value));

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("CI is set");
        Directory.Exists(_cli.PathOf("baselines")).Should().BeFalse();
    }

    [Fact]
    public async Task A_filtered_run_cannot_be_accepted()
    {
        _cli.Write("clika.json", File.ReadAllText(_cli.PathOf("clika.json")).Replace("\"de\"]", "\"de\",\"ja\"]", StringComparison.Ordinal));

        var result = await _cli.RunAsync(["accept"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain("pack was not asked in ja");
        Directory.Exists(_cli.PathOf("baselines")).Should().BeFalse();
    }

    [Theory]
    [InlineData("--model", "x", "has no 'x'; its models are m.")]
    [InlineData("--probe-set", "x", "has no 'x'; its probe sets are pack.")]
    public async Task An_unknown_name_is_answered_with_the_known_ones(string option, string value, string expected)
    {
        var result = await _cli.RunAsync(["accept", option, value]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(expected);
    }
}
