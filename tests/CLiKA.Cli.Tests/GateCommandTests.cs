namespace CLiKA.Cli.Tests;

public sealed class GateCommandTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task False_alarms_are_told_with_their_interval()
    {
        _cli.Write("before.json", Measurements.Json(0));
        _cli.Write("other.json", Measurements.Json(5));

        var result = await _cli.RunAsync(["gate", "alarms", "before.json", "other.json", "--runs", "200"]);

        // Five changed answers are never significant; 0 of 200 is at most 1.9% (Wilson).
        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().MatchRegex(@"run: cells by discrete Holm \(the gate\), and pools +200 +0 +0\.0% +0\.0% to 1\.9%");
    }

    [Fact]
    public async Task With_a_release_both_comparisons_are_told_and_what_they_come_to()
    {
        _cli.Write("before.json", Measurements.Json(0));
        _cli.Write("other.json", Measurements.Json(40));

        var result = await _cli.RunAsync(["gate", "alarms", "before.json", "other.json", "--release", "before.json", "--runs", "2000"]);

        result.ExitCode.Should().Be(0, result.Errors);
        var rates = System.Text.RegularExpressions.Regex.Matches(result.Output, @"\(the gate\), and pools +(?:\d+ +\d+ +)?(\d+\.\d)%")
            .Select(match => double.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        rates.Should().HaveCount(3);
        rates[2].Should().BeApproximately(rates[0] + rates[1], 0.11, "the last is their sum, rounded").And.BeLessThan(5);
        rates[1].Should().BeLessThan(rates[0], "the release has a fifth of alpha");
    }

    [Fact]
    public async Task Answers_to_other_items_are_bad_input()
    {
        _cli.Write("before.json", Measurements.Json(0));
        _cli.Write("pack.json", Measurements.Json(0).Replace("\"pack\"", "\"other\"", StringComparison.Ordinal));

        var result = await _cli.RunAsync(["gate", "alarms", "before.json", "pack.json"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().StartWith("pack.json: other: both models have to answer the same items");
    }

    [Fact]
    public async Task Power_is_told_for_every_combination()
    {
        var result = await _cli.RunAsync(
            ["gate", "power", "--items", "40", "--churn", "0.1", "--correlation", "0", "0.5", "--loss", "0.6", "--runs", "20"]);

        result.ExitCode.Should().Be(0, result.Errors);
        var rows = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows.Should().HaveCount(5);
        rows[1].Should().MatchRegex(@"^ +one +60 +40 +10 +0 +100\.0% .* 100\.0%$");
        rows[4].Should().MatchRegex(@"^ +all +60 +40 +10 +0\.5 +– .* 100\.0%$");
    }

    [Theory]
    [InlineData("--runs", "0")]
    [InlineData("--churn", "1")]
    [InlineData("--correlation", "1")]
    [InlineData("--loss", "0")]
    [InlineData("--items", "0")]
    public async Task A_value_outside_its_range_is_bad_input(string option, string value) =>
        (await _cli.RunAsync(["gate", "power", option, value])).ExitCode.Should().Be(2);
}
