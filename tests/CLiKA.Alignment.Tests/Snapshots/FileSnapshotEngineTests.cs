using CLiKA.Xunit.Snapshots;

namespace CLiKA.Alignment.Tests.Snapshots;

public sealed class FileSnapshotEngineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-snapshots-").FullName;

    private readonly List<(string Received, string Verified)> _shown = [];

    private Snapshot Changed => new(_folder, "x_geo", "json", "received", (_, _) => "de fell.");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_refused_text_is_shown_beside_its_baseline_once_it_is_there_to_be_read()
    {
        File.WriteAllText(Changed.VerifiedPath, "verified");
        var engine = new FileSnapshotEngine((received, verified) =>
        {
            File.ReadAllText(received).Should().Be("received");
            return Show(received, verified);
        });

        (await FailureOf(engine)).Should().Be("de fell.");

        _shown.Should().Equal((Changed.ReceivedPath, Changed.VerifiedPath));
    }

    [Fact]
    public async Task A_text_without_a_baseline_opens_no_diff_tool()
    {
        await FailureOf(new FileSnapshotEngine(Show));

        _shown.Should().BeEmpty("there is nothing to compare it with");
        File.ReadAllText(Changed.ReceivedPath).Should().Be("received");
    }

    [Fact]
    public async Task A_text_is_left_in_a_folder_of_its_own_where_there_is_one_and_cleared_there()
    {
        var folder = Path.Combine(_folder, "refused");
        File.WriteAllText(Changed.VerifiedPath, "verified");

        var snapshot = Changed with { ReceivedFolder = folder };
        await snapshot.Invoking(new FileSnapshotEngine(Show).CheckAsync).Should().ThrowAsync<Exception>();

        File.ReadAllText(Path.Combine(folder, "x_geo.received.json")).Should().Be("received");
        Directory.GetFiles(_folder).Should().Equal(Changed.VerifiedPath);
        await new FileSnapshotEngine(Show).CheckAsync(snapshot with { Compare = (_, _) => null });
        Directory.GetFiles(folder).Should().BeEmpty();
        await new FileSnapshotEngine(Show).CheckAsync(snapshot with { Compare = (_, _) => null, ReceivedFolder = Path.Combine(_folder, "never") });
    }

    [Fact]
    public async Task A_text_that_may_stand_is_not_shown()
    {
        File.WriteAllText(Changed.VerifiedPath, "verified");

        await new FileSnapshotEngine(Show).CheckAsync(Changed with { Compare = (_, _) => null });

        _shown.Should().BeEmpty();
    }

    [Fact]
    public async Task A_diff_tool_that_does_not_open_hides_no_refusal()
    {
        File.WriteAllText(Changed.VerifiedPath, "verified");

        var message = await FailureOf(new FileSnapshotEngine((_, _) => throw new FileNotFoundException("No such program.")));

        message.Should().Be("de fell.\n\nThe diff tool did not open: No such program.");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_hides_no_refusal()
    {
        File.WriteAllText(Changed.VerifiedPath, "verified");
        Directory.CreateDirectory(Changed.ReceivedPath);

        var message = await FailureOf(new FileSnapshotEngine(Show));

        message.Should().StartWith($"de fell.\n\n{Changed.ReceivedPath}: cannot be written: ");
        _shown.Should().BeEmpty();
    }

    private Task Show(string received, string verified)
    {
        _shown.Add((received, verified));
        return Task.CompletedTask;
    }

    private async Task<string> FailureOf(FileSnapshotEngine engine) =>
        (await Changed.Invoking(engine.CheckAsync).Should().ThrowAsync<Exception>()).Which.Message;
}
