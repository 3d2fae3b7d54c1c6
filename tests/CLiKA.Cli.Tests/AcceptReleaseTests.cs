namespace CLiKA.Cli.Tests;

/// <summary>What accepting keeps of, and says about, the last release and the acceptances since.</summary>
public sealed class AcceptReleaseTests : IDisposable
{
    private readonly Cli _cli = new();

    public AcceptReleaseTests()
    {
        _cli.Write(
            "clika.json",
            """{"models":{"m":{"folder":"m"}},"probeSets":{"pack":"pack"},"languages":["en","de"],"baselines":"baselines","artifacts":"artifacts"}""");
        _cli.Write("artifacts/received/m.json", Measurements.Json(0));
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_release_that_changes_no_answer_is_marked_without_a_table()
    {
        await _cli.RunAsync(["accept", "--reason", "First baseline"]);

        var result = await _cli.RunAsync(["accept", "--release", "2.0"]);

        result.ExitCode.Should().Be(0, result.Errors);
        result.Output.Should().Contain("Unchanged, and marked as release 2.0: pack.\nbaselines/m/pack: accepted.\n").And.NotContain("before");
    }

    [Fact]
    public async Task Losses_since_a_release_are_shown_with_the_reasons_kept_beside_the_numbers()
    {
        await _cli.RunAsync(["accept", "--reason", "First baseline"]);
        (await _cli.RunAsync(["accept", "--release", "2.0"])).ExitCode.Should().Be(0, "nothing changed but the mark");
        _cli.Write("artifacts/received/m.json", Measurements.Json(1));
        await _cli.RunAsync(["accept", "--reason", "Smaller vocabulary"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(2));

        var result = await _cli.RunAsync(["accept", "--reason", "Int4 weights"]);

        result.Output.Should().Contain("pack since release 2.0 (1 accepted change since)\n")
            .And.MatchRegex(@"points +0\.0 +-2\.0\n").And.MatchRegex(@"lost +-0 +-2\n").And.Contain("Performance over 2 languages: -1.0 points")
            .And.Contain("Since release 2.0, over 1 accepted change: nothing regressed in 1 cells and 2 pooled tests.");
        File.ReadAllText(_cli.PathOf("baselines/m/pack.verified.json")).Should().Contain(
            """
              "accepted": [
                { "release": "2.0" },
                { "reason": "Smaller vocabulary" },
                { "reason": "Int4 weights" }
              ],
            """);
        File.Exists(_cli.PathOf("baselines/m/pack.release.verified.json")).Should().BeTrue();
    }

    [Fact]
    public async Task A_known_loss_moves_its_reference_and_says_so()
    {
        await _cli.RunAsync(["accept", "--reason", "First baseline", "--release", "2.0"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(20));

        var result = await _cli.RunAsync(["accept", "--reason", "Int4 weights"]);

        result.Output.Should().Contain("pack: accepting this moves the reference of en de from release 2.0 to here: later losses add up from here.");
        File.ReadAllText(_cli.PathOf("baselines/m/pack.verified.json")).Should().Contain(
            "{ \"reason\": \"Int4 weights\", \"references\": [\"en\", \"de\"] }");
        (await _cli.RunAsync(["accept"])).Output.Should().Contain("Unchanged: m.", "what was accepted is not red again");
    }

    [Fact]
    public async Task A_reference_that_moved_before_moves_from_there_and_sets_without_a_release_are_named()
    {
        (await _cli.RunAsync(["accept", "--reason", "First baseline"])).Output.Should().Contain("No release is marked for pack, so small losses ");
        await _cli.RunAsync(["accept", "--release", "2.0"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(20));
        await _cli.RunAsync(["accept", "--reason", "Int4 weights"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(50));

        var result = await _cli.RunAsync(["accept", "--reason", "Half the data"]);

        result.Output.Should().Contain("moves the reference of en de from where \"Int4 weights\" was accepted, after release 2.0 to here: later losses add up from here.")
            .And.NotContain("No release is marked");
    }

    [Fact]
    public async Task Of_a_set_that_is_held_against_no_release_nothing_is_said_of_one()
    {
        var pack = "\"pack\":\"pack\"";
        _cli.Write(
            "clika.json",
            File.ReadAllText(_cli.PathOf("clika.json")).Replace(pack, "\"pack\":{\"folder\":\"pack\",\"gate\":\"no-loss\"}", StringComparison.Ordinal));
        var first = await _cli.RunAsync(["accept", "--reason", "First baseline"]);
        await _cli.RunAsync(["accept", "--release", "2.0"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(20));

        var result = await _cli.RunAsync(["accept", "--reason", "Repealed"]);

        first.Output.Should().NotContain("release");
        result.Output.Should().Contain("No loss is allowed in pack: LOST 20 of pack de.").And.NotContain("moves the reference");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_damaged_baseline_takes_no_other_sets_history_with_it(bool isOneAccepted)
    {
        var sets = "\"pack\":\"pack\"";
        _cli.Write(
            "clika.json",
            File.ReadAllText(_cli.PathOf("clika.json")).Replace(sets, sets + ",\"people\":\"people\"", StringComparison.Ordinal));
        _cli.Write("artifacts/received/m.json", Measurements.Json(0, sets: ["pack", "people"]));
        await _cli.RunAsync(["accept", "--reason", "First baseline", "--release", "2.0"]);
        _cli.Write("artifacts/received/m.json", Measurements.Json(1, sets: ["pack", "people"]));
        await _cli.RunAsync(["accept", "--reason", "Smaller vocabulary"]);
        _cli.Write("baselines/m/people.verified.json", "{");
        _cli.Write("artifacts/received/m.json", Measurements.Json(2, sets: ["pack", "people"]));

        var result = await _cli.RunAsync(["accept", "--reason", "Int4 weights", .. isOneAccepted ? (string[])["--probe-set", "pack"] : []]);

        // Accepting over what cannot be read would lose why it was accepted.
        result.ExitCode.Should().Be(isOneAccepted ? 0 : 2, result.Errors);
        (isOneAccepted ? result.Output : result.Errors).Should().Contain(isOneAccepted
            ? "What was accepted of people could not be read. baselines/m/people.verified.json:1: not valid JSON"
            : "baselines/m/people.verified.json:1: not valid JSON (byte 2); the file may be truncated or damaged. Nothing was accepted, since that would lose what was accepted before and why. ");
        var accepted = File.ReadAllText(_cli.PathOf("baselines/m/pack.verified.json"));
        accepted.Should().Contain("\"release\": \"2.0\"");
        accepted.Contains("Int4 weights", StringComparison.Ordinal).Should().Be(isOneAccepted);
        File.Exists(_cli.PathOf("baselines/m/pack.release.verified.json")).Should().BeTrue();
        File.Exists(_cli.PathOf("baselines/m/people.release.verified.json")).Should().BeTrue();
    }

    [Fact]
    public async Task Damaged_noise_is_named_and_not_taken_for_a_baseline()
    {
        await _cli.RunAsync(["accept", "--reason", "First baseline"]);
        _cli.Write("baselines/m/pack.noise.verified.json", "{");
        _cli.Write("artifacts/received/m.json", Measurements.Json(1));

        var result = await _cli.RunAsync(["accept", "--reason", "Smaller vocabulary"]);

        result.ExitCode.Should().Be(2, result.Output);
        result.Errors.Should().Contain("baselines/m/pack.noise.verified.json:1: not valid JSON").And.NotContain("Restore the baseline")
            .And.Contain("Restore it from version control first, or delete it and measure the noise again with 'clika noise --accept'.");
        File.ReadAllText(_cli.PathOf("baselines/m/pack.verified.json")).Should().NotContain("Smaller vocabulary");
    }
}
