namespace CLiKA.TestLogger.Tests;

public sealed class HandOverFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-handover-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_killed_runs_left_long_ago_is_removed_and_nothing_else()
    {
        var run = $"clika-{Guid.NewGuid():N}.json";
        string[] old = [Write(run, days: 8), Write($"{run}.progress", days: 8), Write($"{run}.part", days: 8)];
        string[] others = [Write($"clika-{Guid.NewGuid():N}.json.progress", days: 6), Write("clika-notes.json", days: 8), Write($"my-{run}", days: 8)];

        var path = HandOverFile.In(_folder, TimeProvider.System);

        File.Exists(path).Should().BeFalse("it is a new run's");
        old.Should().NotContain(file => File.Exists(file));
        others.Should().OnlyContain(file => File.Exists(file));
    }

    private string Write(string name, int days)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "left");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-days));
        return path;
    }
}
