using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CLiKA.Journal;

namespace CLiKA.Cli.Tests.Killing;

/// <summary>
/// What an engineer does with a model, in a folder: measures, accepts, and has a report written. It is killed with SIGKILL, and begun again
/// with the first command.
/// </summary>
internal sealed partial class KilledSession : IDisposable
{
    private const string Journal = "artifacts/journal.db";
    private const string LockFiles = "artifacts/.lock";

    private static readonly string[][] Commands =
    [
        ["measure", "--out", "results/copy.json"],
        ["accept", "--reason", "Killed"],
        ["compare", "baselines/m", "artifacts/received/m.json", "--report", "report"],
    ];

    private readonly Cli _cli = new();
    private readonly Lock _lock = new();
    private Process? _running;
    private bool _isKilled;

    public KilledSession(IReadOnlyDictionary<string, byte[]> start)
    {
        foreach (var (name, bytes) in start)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_cli.PathOf(name))!);
            File.WriteAllBytes(_cli.PathOf(name), bytes);
        }

        // Those that are watched are there before anything is written.
        foreach (var folder in (string[])["artifacts/received", "results", "baselines/m", "report/figures"])
        {
            Directory.CreateDirectory(_cli.PathOf(folder));
        }
    }

    /// <summary>Whether the last kill hit a command, and did not fall between two.</summary>
    public bool WasHit { get; private set; }

    /// <summary>How many questions the last measurement that ended asked.</summary>
    public int Asked { get; private set; }

    public string PathOf(string name) => _cli.PathOf(name);

    public void Dispose() => _cli.Dispose();

    /// <summary>Runs the commands.</summary>
    /// <param name="first">How many of them.</param>
    /// <param name="arm">Sets up what calls the given action, which kills; null where nothing does.</param>
    /// <returns>Whether the last ended before it was killed.</returns>
    public async Task<bool> RunAsync(int first = 3, Func<Action, IDisposable>? arm = null)
    {
        (_isKilled, WasHit) = (false, false);
        using var armed = arm?.Invoke(Kill);
        foreach (var command in Commands.Take(first))
        {
            lock (_lock)
            {
                if (_isKilled)
                {
                    return false;
                }

                // A process that is killed leaves its diagnostic pipe where temporary files are.
                _running = _cli.Start(command, ("DOTNET_EnableDiagnostics", "0"));
            }

            var result = await Cli.EndAsync(_running);
            lock (_lock)
            {
                _running.Dispose();
                _running = null;
                if (_isKilled)
                {
                    WasHit = result.ExitCode == 128 + 9;
                    return false;
                }
            }

            result.ExitCode.Should().Be(0, $"of {string.Join(' ', command)}: {result.Errors}");
            if (command[0] == "measure")
            {
                Asked = int.Parse(AskedPattern().Match(result.Output).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            }
        }

        return true;
    }

    /// <summary>How many answers are committed.</summary>
    public long Committed()
    {
        if (!File.Exists(_cli.PathOf(Journal)))
        {
            return 0;
        }

        // A copy is looked into: the command that comes next has to find the journal as the kill left it.
        var copy = Directory.CreateTempSubdirectory("clika-killed-").FullName;
        try
        {
            foreach (var suffix in (string[])["", "-wal"])
            {
                if (File.Exists(_cli.PathOf(Journal + suffix)))
                {
                    File.Copy(_cli.PathOf(Journal + suffix), Path.Combine(copy, "journal.db" + suffix));
                }
            }

            using var journal = AnswerJournal.OpenExisting(Path.Combine(copy, "journal.db"));
            return journal.Check();
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    /// <summary>The files, but for the journal and the lock, whose bytes hold times.</summary>
    public SortedDictionary<string, byte[]> Files() => new(
        Directory.GetFiles(_cli.Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_cli.Folder, path))
            .Where(name => name != Journal && !name.StartsWith(LockFiles, StringComparison.Ordinal))
            .ToDictionary(name => name, name => File.ReadAllBytes(_cli.PathOf(name))),
        StringComparer.Ordinal);

    private void Kill()
    {
        lock (_lock)
        {
            _isKilled = true;
            if (_running is { HasExited: false })
            {
                _running.Kill();
            }
        }
    }

    [GeneratedRegex("\n([0-9,]+) questions asked, ")]
    private static partial Regex AskedPattern();
}
