using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace CLiKA.Journal.Tests.Killing;

/// <summary>A merge is killed with SIGKILL, into a journal that has answers already, and begun again.</summary>
public sealed class MergeKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Known = 1_000;
    private const int All = 21_000;

    private static readonly int Kills = KillSettings.Kills(otherwise: 4);

    private readonly Random _random = new(KillSettings.Seed);
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_at_any_moment_it_has_added_all_answers_or_none_and_can_be_begun_again()
    {
        var prompts = RuleModel.Prompts(All);
        foreach (var (name, from, to) in ((string, int, int)[])[("known.db", 0, Known), ("1.db", 500, All / 2), ("2.db", All / 3, All)])
        {
            await new RuleModel().AskBehindAsync(PathOf(name), prompts[from..to]);
        }

        var (before, sources) = (Answers("known.db"), (string[])[Answers("1.db"), Answers("2.db")]);
        File.Copy(PathOf("known.db"), PathOf("undisturbed.db"));
        var clock = Stopwatch.StartNew();
        (await MergeAsync("undisturbed.db", killAfter: null)).Should().BeTrue();
        var (whole, duration) = (Answers("undisturbed.db"), clock.Elapsed);
        var (none, all) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            var name = $"{kill}.killed.db";
            File.Copy(PathOf("known.db"), PathOf(name));
            var hasEnded = await MergeAsync(name, duration * _random.NextDouble());

            var after = Answers(name);
            after.Should().BeOneOf(before, whole);
            (none, all) = (none + (after == before ? 1 : 0), all + (after == whole && !hasEnded ? 1 : 0));
            AnswerJournal.Merge(PathOf(name), [PathOf("2.db"), PathOf("1.db")]);
            Answers(name).Should().Be(whole);
            ((string[])[Answers("1.db"), Answers("2.db")]).Should().Equal(sources);
        }

        output.WriteLine($"{Kills} kills within {duration.TotalSeconds:0.0} s: {none} before anything was added, {all} after all was.");
    }

    // Whether it ended before it was killed. The time counts from when the process has started.
    private async Task<bool> MergeAsync(string target, TimeSpan? killAfter)
    {
        using var process = Program.Start(Program.Merge, PathOf(target), PathOf("1.db"), PathOf("2.db"));
        var errors = process.StandardError.ReadToEndAsync();
        (await process.StandardOutput.ReadLineAsync()).Should().Be(Program.Beginning);
        if (killAfter is { } time)
        {
            await Task.Delay(time);
            process.Kill();
        }

        await process.WaitForExitAsync();
        (await errors).Should().BeEmpty();
        return process.ExitCode == 0;
    }

    // Read from a copy: the merge that comes next has to find the journal as the kill left it.
    private string Answers(string name)
    {
        var copy = Directory.CreateDirectory(PathOf("copy")).FullName;
        foreach (var file in Directory.GetFiles(_folder.Path, $"{name}*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        try
        {
            using (var journal = AnswerJournal.OpenExisting(Path.Combine(copy, name)))
            {
                journal.Check();
            }

            using var connection = new SqliteConnection($"Data Source={Path.Combine(copy, name)};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT group_concat(hex(question) || hex(answer), ' ') FROM (SELECT question, answer FROM entries ORDER BY 1)";
            return (string)command.ExecuteScalar()!;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);
}
