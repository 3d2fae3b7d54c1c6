using System.Text;
using CLiKA.Xunit.Snapshots;
using DiffEngine;

namespace CLiKA.Alignment.Tests.Snapshots;

/// <summary>What the suite may expect of a snapshot engine, asked of whichever was built.</summary>
public sealed class SnapshotEngineTests : IDisposable
{
    private const string Received = "{ \"accuracy\": 0.50 }\n";
    private const string Verified = "{ \"accuracy\": 0.75 }\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("clika-snapshots-").FullName;

    static SnapshotEngineTests() => DiffRunner.Disabled = true;

    private string VerifiedPath => Path.Combine(_folder, "x_geo.verified.json");

    private string ReceivedPath => Path.Combine(_folder, "x_geo.received.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_text_without_a_baseline_fails_and_says_where_it_is_to_be_reviewed()
    {
        var message = await FailureOf(Of(Received, Refuse));

        message.Should().Be($"No baseline {VerifiedPath}. Received: {ReceivedPath}.");
        Files().Should().Equal("x_geo.received.json");
        File.ReadAllBytes(ReceivedPath).Should().Equal(Encoding.UTF8.GetBytes(Received));
    }

    [Fact]
    public async Task The_first_text_of_a_folder_makes_the_folder()
    {
        var folder = Path.Combine(_folder, "new-model");

        await FailureOf(Of(Received, Refuse) with { Folder = folder });

        File.ReadAllText(Path.Combine(folder, "x_geo.received.json")).Should().Be(Received);
    }

    [Fact]
    public async Task An_empty_baseline_is_none()
    {
        File.WriteAllText(VerifiedPath, string.Empty);

        var message = await FailureOf(Of(Received, Refuse));

        message.Should().StartWith("No baseline ");
        File.ReadAllText(ReceivedPath).Should().Be(Received);
    }

    [Fact]
    public async Task An_equal_text_passes_unjudged_and_clears_a_stale_received_file()
    {
        var before = Accept(Verified);
        File.WriteAllText(ReceivedPath, Received);

        await SnapshotEngine.Current.CheckAsync(Of(Verified, NotAsked));

        Files().Should().Equal("x_geo.verified.json");
        StateOfVerified().Should().BeEquivalentTo(before);
    }

    [Theory]
    [InlineData("\uFEFFone\r\ntwo\r\n", "one\ntwo\n")]
    [InlineData("one\ntwo\n", "one\r\ntwo\r\n")]
    [InlineData("one\ntwo\n", "one\ntwo")]
    public async Task A_byte_order_mark_line_ends_and_a_last_line_feed_make_no_difference(string verified, string received)
    {
        var before = Accept(verified);

        await SnapshotEngine.Current.CheckAsync(Of(received, NotAsked));

        Files().Should().Equal("x_geo.verified.json");
        StateOfVerified().Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task A_change_that_the_judge_lets_pass_leaves_the_baseline_as_it_is()
    {
        var before = Accept(Verified);
        File.WriteAllText(ReceivedPath, "stale");

        await SnapshotEngine.Current.CheckAsync(Of(Received, (_, _) => null));

        Files().Should().Equal("x_geo.verified.json");
        StateOfVerified().Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task A_change_that_the_judge_refuses_fails_with_the_words_of_the_judge()
    {
        var before = Accept(Verified);

        var message = await FailureOf(Of(Received, Refuse));

        message.Should().Be($"de fell.\n\nreceived {Received}verified {Verified}");
        Files().Should().Equal("x_geo.received.json", "x_geo.verified.json");
        File.ReadAllBytes(ReceivedPath).Should().Equal(Encoding.UTF8.GetBytes(Received));
        StateOfVerified().Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task The_judge_and_the_received_file_get_the_text_with_line_feeds_and_nothing_else_changed()
    {
        // A path below the project, a GUID, a date: what a snapshot library may want to blot out.
        var text = $"{_folder} {AppContext.BaseDirectory} 6f9619ff-8b86-d011-b42d-00c04fc964ff 2026-01-31 \u2028 日本語 \U0001F600";
        Accept($"{Verified}\r\n{Verified}");
        var judged = new List<string>();

        await FailureOf(Of($"{text}\r\nend", (received, verified) =>
        {
            judged.AddRange([received, verified]);
            return "changed";
        }));

        judged.Should().Equal($"{text}\nend", $"{Verified}\n{Verified}");
        File.ReadAllBytes(ReceivedPath).Should().Equal(Encoding.UTF8.GetBytes($"{text}\nend"));
    }

    [Fact]
    public async Task A_baseline_that_is_not_utf8_fails_naming_the_file_and_the_line()
    {
        File.WriteAllBytes(VerifiedPath, [.. "one\n"u8, 0xFF, .. "\n"u8]);
        var before = StateOfVerified();

        var message = await FailureOf(Of("one\ntwo\n", NotAsked));

        message.Should().StartWith($"{VerifiedPath}:2: ").And.Contain("UTF-8");
        File.ReadAllText(ReceivedPath).Should().Be("one\ntwo\n");
        StateOfVerified().Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task A_baseline_that_the_judge_cannot_read_fails_with_its_error()
    {
        Accept("not JSON");

        var message = await FailureOf(Of(Received, (_, _) => throw new InvalidInputException(VerifiedPath, 1, "not valid JSON.")));

        message.Should().Be($"{VerifiedPath}:1: not valid JSON.");
        File.ReadAllText(ReceivedPath).Should().Be(Received);
    }

    [Fact]
    public async Task A_name_that_another_extension_has_taken_fails()
    {
        Accept(Verified);
        var namesake = Path.Combine(_folder, "x_geo.verified.txt");
        File.WriteAllText(namesake, "a table");

        var message = await FailureOf(Of(Verified, NotAsked));

        message.Should().StartWith($"{namesake} has the same name as {VerifiedPath}.");
        File.ReadAllText(namesake).Should().Be("a table");
    }

    [Fact]
    public async Task A_longer_name_in_the_same_folder_is_another_snapshot()
    {
        Accept(Verified);
        var neighbours = new[] { "x_geo.answers.received.json", "x_geo.answers.verified.json" };
        foreach (var neighbour in neighbours)
        {
            File.WriteAllText(Path.Combine(_folder, neighbour), "answers");
        }

        await SnapshotEngine.Current.CheckAsync(Of(Verified, NotAsked));

        Files().Should().Equal([.. neighbours, "x_geo.verified.json"]);
    }

    private static string Refuse(string received, string verified) => $"de fell.\n\nreceived {received}verified {verified}";

    private static string NotAsked(string received, string verified) => throw new InvalidOperationException("The judge was asked.");

    private static async Task<string> FailureOf(Snapshot snapshot) =>
        (await snapshot.Invoking(SnapshotEngine.Current.CheckAsync).Should().ThrowAsync<Exception>()).Which.Message;

    private Snapshot Of(string text, Func<string, string, string?> compare) => new(_folder, "x_geo", "json", text, compare);

    private (byte[] Bytes, DateTime Written) Accept(string text)
    {
        File.WriteAllText(VerifiedPath, text);
        File.SetLastWriteTimeUtc(VerifiedPath, new DateTime(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc));
        return StateOfVerified();
    }

    private (byte[] Bytes, DateTime Written) StateOfVerified() =>
        (File.ReadAllBytes(VerifiedPath), File.GetLastWriteTimeUtc(VerifiedPath));

    private IEnumerable<string?> Files() => Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
